"""Parts that datasets, series, services and catalogues share."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings

from naves.adapters.dcat_ap import terms as t
from naves.domains.catalogue.models import Dataset, DatasetSeries
from naves.domains.catalogue.rules.territory import place_iri, publisher_iri
from naves.domains.organisations.models import Organisation
from naves.kernel.rdf.iris import mend_mail
from naves.kernel.rdf.model import XSD, Node, Ref, Term, Text, Typed, ref, refs, texts


def agent(owner: Organisation, stated: str = "") -> Node:
    """Return the publisher, described: as stated, else the public body by its number, else the owner's page here."""
    page = f"{settings.NAVES_PUBLIC_ADDRESS}/organisations/{owner.pk}/"
    found = ref(stated) or ref(publisher_iri(owner.ico)) or Ref(page)
    return Node(found.iri, (t.AGENT,)).add(t.name, Text(owner.name, "cs"))


def agent_of(record: Dataset | DatasetSeries) -> Node:
    """Return the publisher of a record; its owner's catalogue may say who it is."""
    catalogue = getattr(record.owner, "catalogue", None)
    return agent(record.owner, record.publisher_iri or (catalogue.publisher_iri if catalogue is not None else ""))


def contact(iri: str, name: str, mail: str) -> Node | None:
    """Return whom to write to, or None where nobody is named."""
    address = mend_mail(mail) if mail else ""
    if not name and not address:
        return None
    found = Node(f"{iri}#contact", (t.KIND, t.ORGANISATION)).add(t.full_name, *texts(name, ""))
    return found.add(t.mail, Ref(address) if address else None)


def period(iri: str, begins: date | None, ends: date | None) -> Node | None:
    """Return the time covered, or None."""
    if begins is None and ends is None:
        return None
    return Node(f"{iri}#temporal", (t.PERIOD,)).add(t.begins, day(begins)).add(t.ends, day(ends))


def day(value: date | None) -> Typed | None:
    """Return a day."""
    return Typed(value.isoformat(), f"{XSD}date") if value is not None else None


def decimal(value: float | None) -> Typed | None:
    """Return a number without an exponent."""
    return Typed(format(Decimal(str(value)), "f"), f"{XSD}decimal") if value is not None else None


def places(record: Dataset | DatasetSeries) -> list[Node]:
    """Return the territory: as stated, else the place of the record or of its owner."""
    stated = refs(record.spatial)
    if not stated:
        place = getattr(record, "place", None) or record.owner.place
        stated = refs([place_iri(place.level, place.code)] if place is not None else [])
    return [Node(found.iri, (t.LOCATION,)) for found in stated]


def typed(texts_: Iterable[str], kind: Term) -> list[Node]:
    """Return links to things of a kind that we may say."""
    return [Node(found.iri, (kind,)) for found in refs(texts_)]
