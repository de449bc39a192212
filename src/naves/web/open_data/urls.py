from django.urls import path

from naves.web.open_data import views

app_name = "open_data"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("<slug:name>.<slug:extension>", views.dataset, name="dataset"),
]
