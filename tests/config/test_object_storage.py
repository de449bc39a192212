"""Files in a bucket: a real S3 endpoint on this machine, from upload to rows and ranges."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from moto.server import ThreadedMotoServer

from naves.config import env
from naves.config.object_storage import object_storage
from naves.domains.catalogue.models import Distribution, FileProfile
from naves.domains.catalogue.operations.profiles import read_waiting
from naves.domains.catalogue.queries.rows import rows_of
from naves.kernel.rowquery import Filter, Question
from tests.factories.accounts import AT
from tests.factories.catalogue import EXPORT, make_dataset, make_distribution


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def environ(endpoint: str) -> dict[str, str]:
    return {
        "NAVES_FILES_BUCKET": "naves",
        "NAVES_FILES_ENDPOINT": endpoint,
        "NAVES_FILES_KEY": "key",
        "NAVES_FILES_SECRET": "secret",
        "NAVES_FILES_PREFIX": "/town/",
    }


@pytest.fixture
def bucket(environ: dict[str, str], settings: Any) -> Any:
    store = env.read(environ).files
    assert store is not None
    service = boto3.resource(
        "s3",
        endpoint_url=store.endpoint,
        region_name=store.region,
        aws_access_key_id=store.key,
        aws_secret_access_key=store.secret,
    )
    made = service.create_bucket(Bucket="naves", CreateBucketConfiguration={"LocationConstraint": store.region})
    settings.STORAGES = {**settings.STORAGES, "default": object_storage(store)}
    return made


@pytest.mark.django_db
def test_a_file_goes_into_the_bucket_and_comes_out_as_it_was(bucket: Any) -> None:
    dataset = make_dataset(publish=True)
    part = make_distribution(dataset, file=ContentFile(EXPORT.encode(), name="parkoviste.csv"))
    assert read_waiting(AT) == 1
    assert FileProfile.objects.get(distribution=part).status == "ready"
    names = {stored.key for stored in bucket.objects.all()}
    assert len(names) == 2
    assert all(name.startswith("town/catalogue/") for name in names)
    address = f"/catalogue/files/{part.pk}/"
    assert b"".join(Client().get(address)) == EXPORT.encode()  # type: ignore[arg-type]
    piece = Client().get(address, headers={"range": "bytes=3-7"})
    assert (piece.status_code, b"".join(piece)) == (206, EXPORT.encode()[3:8])  # type: ignore[arg-type]
    for _ in range(2):
        answer = rows_of(part, Question(filters=[Filter("obsazeno", "eq", "ne")]))
        assert answer.records() == [{"id": 2, "ulice": "Palackého", "obsazeno": False}]
    assert Client().get(f"{address}look/").status_code == 200
    bucket.objects.all().delete()
    assert Client().get(address).status_code == 404
    assert Distribution.objects.filter(pk=part.pk).exists()


def test_what_is_missing_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(env.BadSetting, match="NAVES_FILES_SECRET"):
        env.read({**environ, "NAVES_FILES_SECRET": ""})
    with pytest.raises(env.BadSetting, match="NAVES_FILES_ENDPOINT"):
        env.read({**environ, "NAVES_FILES_ENDPOINT": "http://storage.example"})
    assert env.read({}).files is None
    amazon = env.read({**environ, "NAVES_FILES_ENDPOINT": ""}).files
    assert amazon is not None
    assert object_storage(amazon)["OPTIONS"]["addressing_style"] == "auto"
