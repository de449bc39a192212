"""What was stored by another hand, or before a rule was made, never spoils an export."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from naves.adapters.dcat_ap.records import EuropeanRecords
from naves.adapters.dcat_ap_cz.profiles import PROFILES
from naves.adapters.dcat_ap_cz.records import CzechRecords
from naves.domains.catalogue.models import Catalogue, DatasetSeries
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from tests.adapters.dcat.graphs import from_jsonld, from_ntriples

EXPORTERS = [*(CzechRecords(profile) for profile in PROFILES.values()), EuropeanRecords()]
# Surrogates are left out: no database keeps them.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
addresses = st.one_of(texts, st.builds(lambda rest: f"https://obec.cz/{rest}", texts))
lists = st.lists(addresses, max_size=3)
words = st.lists(texts.filter(bool), max_size=3)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


def series(**said: Any) -> DatasetSeries:
    place = Place(code="500011", level="municipality", name="Lhota")
    owner = Organisation(kind="municipality", name="Lhota", place=place, ico=said.pop("ico"))
    owner.catalogue = Catalogue(publisher_iri=said["publisher_iri"])  # type: ignore[misc]
    return DatasetSeries(owner=owner, iri="https://naves.example/data/series/1", **said)


@given(
    st.builds(
        series,
        ico=st.sampled_from(["", "00235440"]),
        title_cs=texts.filter(bool),
        title_en=texts,
        description_cs=texts,
        keywords_cs=words,
        keywords_en=words,
        themes=st.lists(texts, max_size=2),
        frequency=texts,
        spatial=lists,
        eurovoc=lists,
        conforms_to=lists,
        legislation=lists,
        hvd_categories=st.lists(texts, max_size=2),
        documentation=addresses,
        publisher_iri=addresses,
        contact_name=texts,
        contact_email=texts,
        temporal_from=days,
        temporal_to=days,
        spatial_resolution_m=st.none() | st.floats(0, 1e9, allow_nan=False),
        temporal_resolution=st.sampled_from(["", "P1D"]),
    )
)
@settings(max_examples=60, deadline=None)
def test_every_record_can_be_read_back_and_its_syntaxes_agree(record: DatasetSeries) -> None:
    for exporter in EXPORTERS:
        written = exporter.series(record)
        assert written["nt"].count("\n") == len(list(parse(written["nt"].encode(), format=RdfFormat.N_TRIPLES)))
        assert from_jsonld(written["jsonld"]) == from_ntriples([written["nt"]])
