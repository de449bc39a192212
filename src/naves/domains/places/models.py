"""The territory: state → kraj → okres → ORP → obec, and how many people live there."""

from django.db import models

from naves.domains.places.enums import MunicipalityKind, PlaceLevel, SizeClass


class Place(models.Model):
    """A unit of the territory, known by its official code (ČSÚ; LAU and NUTS for okres and kraj).

    ``parent`` is the tree; ``region``, ``district`` and ``orp`` repeat the ancestors so that lists
    filter without recursion. A military district has no population and is never assessed.
    """

    code = models.CharField(max_length=12, unique=True)
    level = models.CharField(max_length=12, choices=PlaceLevel)
    kind = models.CharField(max_length=1, choices=MunicipalityKind, blank=True)
    name = models.CharField(max_length=120)
    name_sort = models.CharField(max_length=255, help_text="Czech collation key of the name.")
    name_folded = models.CharField(max_length=120, help_text="Lower case without accents, for finding.")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    region = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    district = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    orp = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    longitude = models.FloatField(null=True, blank=True, help_text="Degrees, WGS 84.")
    latitude = models.FloatField(null=True, blank=True, help_text="Degrees, WGS 84.")
    area_ha = models.FloatField(null=True, blank=True)
    ico = models.CharField(max_length=8, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True, help_text="The latest known; see Population.")
    size_class = models.SmallIntegerField(null=True, blank=True, choices=SizeClass)
    recorded_at = models.DateTimeField(null=True, blank=True, help_text="Since when Náves knows it; empty: always.")

    class Meta:
        ordering = ["name_sort"]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=PlaceLevel.values), name="place_level"),
            models.CheckConstraint(
                condition=models.Q(level="state", parent=None) | ~models.Q(level="state") & ~models.Q(parent=None),
                name="place_only_the_state_has_no_parent",
            ),
        ]
        indexes = [
            models.Index(fields=["level", "name_sort"], name="place_by_level"),
            models.Index(fields=["level", "name_folded"], name="place_by_folded_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Population(models.Model):
    """People living in a place on a reference date, and since when Náves knows it."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="populations")
    reference_date = models.DateField()
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["reference_date"]
        constraints = [
            models.UniqueConstraint(fields=["place", "reference_date", "recorded_at"], name="population_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.reference_date}: {self.people}"
