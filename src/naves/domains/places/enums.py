"""Levels of the territory, kinds of municipality, size classes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceLevel(models.TextChoices):
    """Levels of the territory tree, from the top."""

    STATE = "state", _("state")
    REGION = "region", _("region (kraj)")
    DISTRICT = "district", _("district (okres)")
    ORP = "orp", _("municipality with extended powers (ORP)")
    MUNICIPALITY = "municipality", _("municipality")


class MunicipalityKind(models.TextChoices):
    """Status of a municipality under Act No. 128/2000 Coll.; letters as in the ČSÚ register."""

    MUNICIPALITY = "O", _("municipality")
    TOWNSHIP = "T", _("township (městys)")
    TOWN = "M", _("town")
    STATUTORY = "S", _("statutory city")
    CAPITAL = "H", _("capital city")
    MILITARY = "U", _("military district")


class SizeClass(models.IntegerChoices):
    """Size classes by population; lower bounds 0, 500, 2 000, 5 000, 20 000, 100 000."""

    UNDER_500 = 0, _("under 500 people")
    UNDER_2000 = 1, _("500 to 1,999")
    UNDER_5000 = 2, _("2,000 to 4,999")
    UNDER_20000 = 3, _("5,000 to 19,999")
    UNDER_100000 = 4, _("20,000 to 99,999")
    LARGER = 5, _("100,000 and more")
