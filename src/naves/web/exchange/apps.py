from django.apps import AppConfig


class ExchangePagesConfig(AppConfig):
    name = "naves.web.exchange"
    label = "web_exchange"
