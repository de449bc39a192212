"""Parts that datasets, series, services and catalogues share."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from naves.adapters.dcat_ap_cz import terms as t
from naves.domains.catalogue.models import Dataset, DatasetSeries
from naves.domains.catalogue.models.described import Described
from naves.domains.catalogue.rules.territory import STATE, place_iri, publisher_iri
from naves.domains.organisations.models import Organisation
from naves.kernel.rdf.iris import mend_mail
from naves.kernel.rdf.model import XSD, Node, Ref, Typed, ref, refs, texts

RUIAN = "https://linked.cuzk.cz/resource/ruian/"
EUROVOC = "http://eurovoc.europa.eu/"


def publisher(owner: Organisation, stated: str = "") -> Ref:
    """Return the publisher: as stated, else the public body by its number, else the owner's page here."""
    page = f"{settings.NAVES_PUBLIC_ADDRESS}/organisations/{owner.pk}/"
    return ref(stated) or ref(publisher_iri(owner.ico)) or Ref(page)


def publisher_of(record: Dataset | DatasetSeries) -> Ref:
    """Return the publisher of a record; its owner's catalogue may say who it is."""
    catalogue = getattr(record.owner, "catalogue", None)
    return publisher(record.owner, record.publisher_iri or (catalogue.publisher_iri if catalogue is not None else ""))


def contact(iri: str, name: str, mail: str) -> Node | None:
    """Return whom to write to, or None where nobody is named."""
    address = mend_mail(mail) if mail else ""
    if not name and not address:
        return None
    found = Node(f"{iri}#contact", (t.ORGANISATION,)).add(t.name, *texts(name, ""))
    return found.add(t.mail, Ref(address) if address else None)


def contact_of(record: Described) -> Node | None:
    """Return whom to write to about a record."""
    return contact(record.iri, record.contact_name, record.contact_email)


def period(iri: str, begins: date | None, ends: date | None) -> Node | None:
    """Return the time covered, or None."""
    if begins is None and ends is None:
        return None
    return Node(f"{iri}#temporal", (t.PERIOD,)).add(t.begins, day(begins)).add(t.ends, day(ends))


def day(value: date | None) -> Typed | None:
    """Return a day."""
    return Typed(value.isoformat(), f"{XSD}date") if value is not None else None


def territories(record: Dataset | DatasetSeries) -> tuple[list[Ref], list[Ref]]:
    """Return elements of RÚIAN (at least one: the place of the record or of its owner, or the state) and the rest."""
    stated = refs(record.spatial)
    elements = [found for found in stated if found.iri.startswith(RUIAN)]
    if not elements:
        place = getattr(record, "place", None) or record.owner.place
        elements = [Ref((place_iri(place.level, place.code) if place is not None else "") or STATE)]
    return elements, [found for found in stated if not found.iri.startswith(RUIAN)]


def acts(stated: Iterable[str], always: Iterable[str]) -> list[Ref]:
    """Return the acts of law that a record names, first those that the profile asks for."""
    return refs([*always, *stated])


def secure(address: str, *, only: bool) -> Ref | None:
    """Return an address, or None where the profile takes https:// only and it is something else."""
    found = ref(address)
    return None if found is not None and only and not found.iri.startswith("https://") else found
