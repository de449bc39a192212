"""Owners of strategies: the ministry, every kraj, and towns that have a plan of their own."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from numpy import zeros

from naves.adapters.synthetic.drawing import Draw
from naves.adapters.synthetic.territory import Territory
from naves.domains.needs.operations.bulk import insert
from naves.domains.organisations.enums import OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.kernel.text import collation_key, fold

COLUMNS = ("id", "kind", "name", "name_sort", "name_folded", "ico", "place_id", "website", "description", "created_at")


def make_owners(
    draw: Draw, territory: Territory, towns: Sequence[int], at: datetime
) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """Write them; return those of the state and the kraje, and those of ``towns`` (numbers of towns)."""
    names = dict(Place.objects.filter(pk__in=territory.regions).values_list("pk", "name"))
    offices: list[tuple[OrganisationKind, str, int]] = [
        (OrganisationKind.MINISTRY, "Ministerstvo syntetické země", territory.state),
        *((OrganisationKind.REGION, names[region], region) for region in territory.regions),
    ]
    halls = [(OrganisationKind.MUNICIPALITY, territory.names[town], int(territory.towns[town])) for town in towns]
    every = [*offices, *halls]
    ids = draw.ids(zeros(len(every), dtype=int))
    insert(
        Organisation,
        COLUMNS,
        (
            (pk, kind.value, name, collation_key(name), fold(name), "", place, "", "", at)
            for pk, (kind, name, place) in zip(ids, every, strict=True)
        ),
    )
    return ids[: len(offices)], ids[len(offices) :]
