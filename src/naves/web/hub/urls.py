from django.urls import path

from naves.web.hub.views import entities, grants, subscriptions, tenants

app_name = "hub"
urlpatterns = [
    path("", tenants.tenants, name="list"),
    path("new/", tenants.found, name="new"),
    path("<slug:name>/", tenants.tenant, name="tenant"),
    path("<slug:name>/edit/", tenants.describe, name="edit"),
    path("<slug:name>/close/", tenants.close, name="close"),
    path("<slug:name>/entities/", entities.entities, name="entities"),
    path("<slug:name>/entity/", entities.entity, name="entity"),
    path("<slug:name>/download/<slug:what>.<slug:extension>", entities.download, name="download"),
    path("<slug:name>/subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("<slug:name>/grants/", grants.grants, name="grants"),
    path("<slug:name>/grants/new/", grants.give, name="give"),
    path("<slug:name>/grants/<uuid:grant_id>/revoke/", grants.revoke, name="revoke"),
]
