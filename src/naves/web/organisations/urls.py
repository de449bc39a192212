from django.urls import path

from naves.web.organisations.views import invitations, listing, members, pages, writing

app_name = "organisations"
urlpatterns = [
    path("", listing.organisations, name="list"),
    path("new/", writing.create, name="new"),
    path("invitation/<str:token>/", invitations.accept, name="invitation"),
    path("<uuid:organisation_id>/", pages.organisation, name="organisation"),
    path("<uuid:organisation_id>/edit/", writing.edit, name="edit"),
    path("<uuid:organisation_id>/close/", writing.close, name="close"),
    path("<uuid:organisation_id>/join/", members.join, name="join"),
    path("<uuid:organisation_id>/invite/", invitations.invite, name="invite"),
    path("members/<uuid:membership_id>/approve/", members.approve, name="approve"),
    path("members/<uuid:membership_id>/role/", members.role, name="role"),
    path("members/<uuid:membership_id>/end/", members.end, name="end"),
]
