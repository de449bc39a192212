"""What happens, in the order in which it happened: the history is replayed, not written as a result."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum

from naves.adapters.demo.files import office_hour
from naves.domains.accounts.models import User
from naves.domains.needs.models import Need
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.domains.strategies.models import Goal, Measure, Response

Happening = Callable[[datetime], None]


class Rank(IntEnum):
    """What goes first among happenings of one day."""

    STRATEGY = 0
    APPROVAL = 1
    VOICE = 2
    EVIDENCE = 3
    PUBLICATION = 4
    PROGRESS = 5
    READING = 6
    PROPOSAL = 7
    CONFIRMATION = 8
    CLAIM = 9
    FATE = 10


@dataclass(slots=True)
class Story:
    """Who acts, what there is by its key, and what is yet to happen."""

    actor: Actor
    today: date
    places: dict[str, Place]
    organisations: dict[str, Organisation]
    people: dict[str, User]
    needs: dict[str, Need] = field(default_factory=dict)
    targets: dict[tuple[str, int, str, str], Goal | Measure] = field(default_factory=dict)
    responses: dict[str, Response] = field(default_factory=dict)
    _happenings: list[tuple[date, Rank, int, Happening]] = field(default_factory=list)

    def on(self, day: date, rank: Rank, happening: Happening) -> None:
        """Plan ``happening`` for ``day``; what would lie in the future does not happen."""
        if day <= self.today:
            self._happenings.append((day, rank, len(self._happenings), happening))

    def target(self, key: tuple[str, int, str, str]) -> Goal | Measure:
        """Return a goal or a measure as it is now."""
        known = self.targets[key]
        return type(known).objects.select_related("version__strategy").get(pk=known.pk)

    def replay(self) -> None:
        """Let everything happen in its order."""
        ordered = sorted(self._happenings, key=lambda item: item[:3])
        for position, (day, _rank, _number, happening) in enumerate(ordered):
            happening(office_hour(day, position))
