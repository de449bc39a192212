"""Health, metrics and request ids, as the operator's tools see them."""

import json
import logging

import pytest
from django.test import Client

from naves.config.logging import JsonFormatter, current_request_id


def test_a_process_that_answers_is_alive(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}


def test_a_migrated_database_and_a_writable_folder_make_it_ready(client: Client, db: None) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["parts"]) == (
        200,
        {"database": True, "migrations": True, "files": True},
    )


def test_a_missing_data_folder_makes_it_unready_and_says_so(
    client: Client, db: None, settings: pytest.FixtureRequest
) -> None:
    settings.NAVES_DATA_DIR = "/nonexistent/folder"  # type: ignore[attr-defined]
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"]["files"] is False


def test_metrics_count_requests_by_view(client: Client) -> None:
    client.get("/health/live")
    lines = client.get("/metrics").content.decode().splitlines()
    counted = [line for line in lines if line.startswith("naves_requests_total") and 'view="health-live"' in line]
    assert len(counted) == 1
    assert float(counted[0].rsplit(" ", 1)[1]) >= 1


@pytest.mark.parametrize("extra", [{"REMOTE_ADDR": "10.0.0.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}])
def test_metrics_are_for_this_machine_only(client: Client, extra: dict[str, str]) -> None:
    assert client.get("/metrics", **extra).status_code == 403  # type: ignore[arg-type]


def test_a_request_keeps_the_id_of_the_proxy_when_it_is_sound(client: Client) -> None:
    assert client.get("/health/live", headers={"X-Request-ID": "abc-12345"})["X-Request-ID"] == "abc-12345"
    assert client.get("/health/live", headers={"X-Request-ID": "a b\n"})["X-Request-ID"] != "a b\n"


def test_a_log_line_is_json_and_carries_the_request_id() -> None:
    token = current_request_id.set("abc-12345")
    try:
        record = logging.LogRecord("naves.test", logging.INFO, __file__, 1, "potřeba %s", ("P1",), None)
        line = json.loads(JsonFormatter().format(record))
    finally:
        current_request_id.reset(token)
    assert (line["message"], line["request_id"], line["level"]) == ("potřeba P1", "abc-12345", "info")
