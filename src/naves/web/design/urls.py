"""Addresses of the living style page and the accessibility statement."""

from django.urls import path

from naves.web.design import views

app_name = "design"
urlpatterns = [
    path("", views.style, name="style"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
