from django.urls import path

from naves.web.matching import desk, knowing, twins

app_name = "matching"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("pairs/<int:pair_id>/", desk.judge, name="judge"),
    path("undo/", desk.undo, name="undo"),
    path("look/", knowing.look, name="look"),
    path("learn/", knowing.learn, name="learn"),
    path("knowledge/", knowing.knowledge, name="knowledge"),
    path("duplicates/", twins.duplicates, name="duplicates"),
    path("duplicates/resolve/", twins.resolve, name="resolve"),
]
