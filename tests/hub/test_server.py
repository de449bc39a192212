"""The hub as a process, spoken to by an independent client."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.hub.process import free_port, running

CONVERSATION = """
import sys
from ngsildclient import Client, Entity
client = Client("127.0.0.1", int(sys.argv[1]))
assert client.is_connected() if hasattr(client, "is_connected") else True
entity = Entity("AirQualityObserved", "Praha:1").prop("NO2", 22, unitcode="GQ")
assert client.upsert(entity)
found = client.get("urn:ngsi-ld:AirQualityObserved:Praha:1")
assert found["NO2"]["value"] == 22, found
assert [each.id for each in client.query(type="AirQualityObserved")] == ["urn:ngsi-ld:AirQualityObserved:Praha:1"]
client.delete(found)
assert not client.query(type="AirQualityObserved")
print("understood")
"""


def test_ngsildclient_talks_to_it(tmp_path: Path) -> None:
    """It pins dependencies older than ours, so it runs in a virtual environment of its own."""
    python = os.environ.get("NAVES_TEST_NGSILDCLIENT")
    if not python:
        pytest.skip("NAVES_TEST_NGSILDCLIENT does not name the Python of a venv with ngsildclient (PyPI)")
    port = free_port()
    with running(f"sqlite:///{tmp_path}/hub.sqlite3", port):
        told = subprocess.run([python, "-c", CONVERSATION, str(port)], capture_output=True, text=True, timeout=60)  # noqa: PLW1510
    assert told.stdout.strip().endswith("understood"), told.stderr[-2000:]
