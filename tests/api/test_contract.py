"""The committed contract is the code's, and the running application keeps it."""

import json
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from naves.api.site import api, contract_text
from naves.cli import main
from tests.support.tree import ROOT

COMMITTED = Path(ROOT, "docs/api/openapi.json")


@pytest.fixture
def contract() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(COMMITTED.read_text())
    return found


def test_the_committed_contract_is_that_of_the_code() -> None:
    assert contract_text() == COMMITTED.read_text(), "run: make api-contract"


def test_the_command_writes_the_contract(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "openapi.json"
    assert CliRunner().invoke(main, ["openapi", "--out", str(target)]).exit_code == 0
    assert target.read_text() == COMMITTED.read_text()


def test_the_site_serves_the_contract(db: None, contract: dict[str, Any]) -> None:
    assert Client().get("/api/v1/openapi.json").json() == contract


def test_every_operation_says_what_it_is_and_how_it_fails(contract: dict[str, Any]) -> None:
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], path
            assert {"401", "422", "429"} <= set(operation["responses"]), path
            assert operation["tags"], path
            assert ({} in operation["security"]) == (method == "get"), path


def test_every_operation_has_a_name_of_its_own(contract: dict[str, Any]) -> None:
    names = [operation["operationId"] for methods in contract["paths"].values() for operation in methods.values()]
    assert sorted(names) == sorted(set(names))


def test_two_schemas_never_share_a_name() -> None:
    answered = [
        model
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
        for response in operation.response_models.values()
        for model in _models(response and response.model_fields["response"].annotation)
    ]
    found = {model for top in answered for model in _with_parts(top)}
    assert len({model.__name__ for model in found}) == len(found)


def _with_parts(model: Any, known: frozenset[Any] = frozenset()) -> set[Any]:
    fields = getattr(model, "model_fields", {})
    parts = {part for field in fields.values() for part in _models(field.annotation)} - known - {model}
    return {model}.union(*(_with_parts(part, known | {model}) for part in parts))


def _models(annotation: Any) -> list[Any]:
    if hasattr(annotation, "model_fields") or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]
