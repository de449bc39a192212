"""Datasets are found in any form of a word, and nobody finds what they may not read."""

import pytest
from django.test import Client

from naves.adapters.search_index.queries import find
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.queries import actor_for
from tests.factories.catalogue import make_dataset, make_town
from tests.factories.organisations import MembershipFactory, make_stranger

pytestmark = pytest.mark.django_db


def test_a_word_is_found_in_any_form_and_a_facet_narrows(client: Client) -> None:
    make_dataset(publish=True, title_cs="Dětská hřiště", keywords_cs=("hřiště",), themes=("REGI",))
    make_dataset(make_town("Jinde"), publish=True, title_cs="Svoz odpadu", keywords_cs=("odpad",), themes=("ENVI",))
    assert "Dětská hřiště" in client.get("/catalogue/?q=hřištích").content.decode()
    assert "Svoz odpadu" in client.get("/catalogue/?q=odpady").content.decode()
    narrowed = client.get("/catalogue/?theme=ENVI").content.decode()
    assert "Svoz odpadu" in narrowed
    assert "Dětská hřiště" not in narrowed


def test_a_draft_is_found_by_its_owner_alone() -> None:
    draft = make_dataset(title_cs="Koncept parkovišť")
    member = actor_for(MembershipFactory(organisation=draft.owner, role=MemberRole.MEMBER).user)
    found = {
        name: [hit.identifier for hit in find(actor, "parkoviště", kind="dataset").shown]
        for name, actor in {"anybody": ANONYMOUS, "stranger": make_stranger(), "member": member, "all": SYSTEM}.items()
    }
    assert found == {"anybody": [], "stranger": [], "member": [draft.pk.hex], "all": [draft.pk.hex]}
