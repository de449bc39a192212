"""Which places an import may write to."""

from naves.domains.needs.permissions import KIND, Action, may
from naves.domains.needs.rules.places import place_problem
from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.kernel.errors import NotAllowed, Problem, gettext_noop


class ImportPlaces:
    """Answers for each place, asked once: is it a municipality, and may the actor import there?"""

    def __init__(self, actor: Actor) -> None:
        """Refuse at once those who may import nowhere."""
        if actor.is_anonymous and not actor.is_administrator:
            raise NotAllowed(Action.IMPORT.value, KIND, "nobody is signed in")
        self._actor = actor
        self._places = {place.pk: place for place in Place.objects.all()}
        if not any(may(actor, Action.IMPORT, place=place) for place in self._places.values()):
            raise NotAllowed(Action.IMPORT.value, KIND)
        self._answers: dict[int, Problem | None] = {}

    def problem(self, place_id: int) -> Problem | None:
        """Return why nothing is imported to the place, or None."""
        if place_id not in self._answers:
            self._answers[place_id] = self._judge(place_id)
        return self._answers[place_id]

    def _judge(self, place_id: int) -> Problem | None:
        place = self._places.get(place_id)
        if place is None:
            return Problem(
                code="place_unknown",
                field="place",
                value=place_id,
                message=gettext_noop("The place is not known."),
                remedy=gettext_noop("Give the code of the municipality from the ČSÚ register."),
            )
        if may(self._actor, Action.IMPORT, place=place):
            return place_problem(place.level, place.kind, place.name)
        return Problem(
            code="place_not_yours",
            field="place",
            value=place.name,
            message=gettext_noop("You may not import for %(place)s."),
            params={"place": place.name},
            remedy=gettext_noop("Leave the row out, or ask the town or the ministry to import it."),
        )
