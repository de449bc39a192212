from django.urls import path

from naves.web.account.views import data, home, tokens

app_name = "account"
urlpatterns = [
    path("", home.home, name="home"),
    path("person/", home.edit, name="edit"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<uuid:token_id>/revoke/", tokens.revoke, name="revoke"),
    path("data/", data.export, name="export"),
    path("erase/", data.erase, name="erase"),
]
