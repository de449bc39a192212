from django.apps import AppConfig


class AccountPagesConfig(AppConfig):
    name = "naves.web.account"
    label = "web_account"
