from django.urls import path

from naves.web.account import views

app_name = "account"
urlpatterns = [
    path("", views.home, name="home"),
]
