"""Dumps of the catalogue from kept records, beside rdflib's serializer and a bare string writer, in one run.

    python -m bench.catalogue_dump [--quick] [--seed S] [--postgres]

Invented datasets with one file each are written, their records (DCAT-AP-CZ 2024-05-28, N-Triples and JSON-LD) are made
as at any write, and the dump is asked for through the whole site (every middleware), packed and not. Beside it, on the
first records of the same dump: rdflib serializing a graph that is already in memory, and a bare writer that formats the
same triples from tuples in memory. Rates are of the process's own time, the clock stands beside. To reach: first byte
under 100 ms, 20,000 datasets/s, memory flat.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

FULL, QUICK = 100_000, 1_000
REFERENCE = 200
FIRST_BYTE_MS, PER_SECOND, GROWTH_MB = 100.0, 20_000.0, 64.0
PATH = "/data/dumps/dcat-ap-cz/2024-05-28"
WORDS = ("doprava", "odpady", "voda", "školy", "rozpočet", "zeleň", "ulice", "parkování", "senzory", "energie", "sport")
CHUNK = 5_000


def tables() -> None:
    """Make the tables of the catalogue alone; all migrations take longer than the benchmark."""
    from django.apps import apps
    from django.db import connection

    with connection.schema_editor() as editor:
        for label in ("contenttypes", "auth", "accounts", "places", "organisations", "catalogue"):
            for model in apps.get_app_config(label).get_models():
                editor.create_model(model)


def make(size: int, seed: int) -> float:
    """Write datasets and their records; return how many were rendered and kept in a second of this process."""
    from naves.adapters.dcat_ap_cz.profiles import INTERFACE_2024
    from naves.adapters.dcat_ap_cz.records import CzechRecords
    from naves.adapters.stored_records.keeping import keep
    from naves.domains.catalogue.models import Dataset, Distribution
    from naves.domains.organisations.models import Organisation
    from naves.kernel.clock import now
    from naves.kernel.ids import new_id

    draw, at = random.Random(seed), now()  # noqa: S311 - invented data, no secret
    owner = Organisation(kind="ngo", name="Měřená obec", name_sort="merena", ico="00000019", created_at=at)
    owner.save()
    made, seconds = 0, 0.0
    while made < size:
        datasets, parts = [], []
        for _ in range(min(CHUNK, size - made)):
            key, file, words = new_id(), new_id(), draw.sample(WORDS, 4)
            dataset = Dataset(
                id=key,
                iri=f"https://naves.example/data/datasets/{key}",
                owner=owner,
                status="published",
                title_cs=f"{words[0].capitalize()} a {words[1]} {draw.randint(1, 9999)}",
                description_cs=" ".join(draw.choices(WORDS, k=30)),
                keywords_cs=words,
                themes=["TRAN"],
                frequency="MONTHLY",
                contact_email="data@obec.example",
                title_sort=str(made),
                created_at=at,
                changed_at=at,
                published_at=at,
            )
            datasets.append(dataset)
            parts.append(
                Distribution(
                    id=file,
                    iri=f"https://naves.example/data/distributions/{file}",
                    dataset=dataset,
                    kind="file",
                    access_url=f"https://data.obec.example/{file}.csv",
                    download_url=f"https://data.obec.example/{file}.csv",
                    format="CSV",
                    media_type="text/csv",
                    terms_work="https://data.gov.cz/podmínky-užití/neobsahuje-autorská-díla/",
                    terms_database="https://data.gov.cz/podmínky-užití/není-autorskoprávně-chráněnou-databází/",
                    terms_special_rights="https://creativecommons.org/publicdomain/zero/1.0/",
                    terms_personal_data="https://data.gov.cz/podmínky-užití/neobsahuje-osobní-údaje/",
                    created_at=at,
                    changed_at=at,
                )
            )
        Dataset.objects.bulk_create(datasets, batch_size=500)
        Distribution.objects.bulk_create(parts, batch_size=500)
        begun = time.process_time()
        keep([CzechRecords(INTERFACE_2024)], [dataset.pk for dataset in datasets], at)
        seconds += time.process_time() - begun
        made += len(datasets)
    return size / seconds


def asked(extension: str, *, packed: bool) -> Iterator[bytes]:
    """Ask the site as a program does."""
    from django.test import Client

    headers = {"Accept-Encoding": "gzip"} if packed else {}
    response: Any = Client(SERVER_NAME="localhost").get(f"{PATH}.{extension}", headers=headers)
    assert response.status_code == 200
    yield from response.streaming_content


def measured(pieces: Callable[[], Iterable[bytes]]) -> tuple[float, float, float, int]:
    """Return the time to the first byte in ms, the whole in s by the clock and of this process, and the bytes."""
    begun, own = time.perf_counter(), time.process_time()
    first, size = 0.0, 0
    for piece in pieces():
        first = first or (time.perf_counter() - begun) * 1000
        size += len(piece)
    return first, time.perf_counter() - begun, time.process_time() - own, size


def rdflib_rate(records: list[str], syntax: str) -> float:
    """Return datasets a second of rdflib's serializer, the graph being there already."""
    from rdflib import Graph

    graph = Graph().parse(data="".join(records), format="nt")
    begun = time.process_time()
    graph.serialize(format=syntax)
    return len(records) / (time.process_time() - begun)


def string_rate(records: list[str]) -> float:
    """Return datasets a second of a bare writer: the triples as tuples in memory, formatted and escaped."""
    from pyoxigraph import Literal, RdfFormat, parse

    triples = []
    for record in records:
        for quad in parse(record.encode(), format=RdfFormat.N_TRIPLES):
            value = quad.object
            tail = ("@" + value.language if value.language else "") if isinstance(value, Literal) else None
            triples.append((quad.subject.value, quad.predicate.value, value.value, tail))
    begun = time.process_time()
    lines = []
    for subject, predicate, value, tail in triples:
        if tail is None:
            lines.append(f"<{subject}> <{predicate}> <{value}> .\n")
        else:
            text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            lines.append(f'<{subject}> <{predicate}> "{text}"{tail} .\n')
    "".join(lines).encode()
    return len(records) / (time.process_time() - begun)


def run(size: int, seed: int) -> bool:
    import django

    django.setup()
    from django.db import connection

    from naves.adapters.stored_records.streams import bodies

    tables()
    made = make(size, seed)
    print(f"catalogue_dump: {size:,} datasets, seed {seed}; {connection.vendor}")
    print(f"  kept at each write            {made:10,.0f} datasets/s of own time (one profile, two syntaxes)")
    profile = PATH.removeprefix("/data/dumps/")
    sample = [text for batch in bodies(profile, "nt") for text in batch][:REFERENCE]
    measured(lambda: asked("nt", packed=False)) if size <= QUICK else next(iter(asked("nt", packed=False)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    held, rates = True, {}
    for name, extension, packed in (
        ("N-Triples", "nt", False), ("JSON-LD lines", "jsonl", False), ("N-Triples, gzip", "nt", True),
    ):  # fmt: skip
        first, seconds, own, count = measured(
            lambda extension=extension, packed=packed: asked(extension, packed=packed)
        )  # type: ignore[misc]
        rates[name] = size / own
        print(
            f"  {name:<28}  {rates[name]:10,.0f} datasets/s   first byte {first:5.1f} ms   "
            f"{count / 1e6:,.0f} MB in {own:.1f} s of own time, {seconds:.1f} s by the clock"
        )
        held &= first <= FIRST_BYTE_MS and (packed or rates[name] >= PER_SECOND)
    growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"  memory: grew by {growth:.0f} MB over three dumps")
    ours = rates["N-Triples"]
    for name, rate in {
        "bare string writer": string_rate(sample),
        "rdflib, N-Triples": rdflib_rate(sample, "nt"),
        "rdflib, Turtle": rdflib_rate(sample, "turtle"),
    }.items():
        print(f"  {name:<28}  {rate:10,.0f} datasets/s   ours {ours / rate:6.1f} × as fast")
    print(f"  to reach: {PER_SECOND:,.0f} datasets/s, first byte {FIRST_BYTE_MS:.0f} ms, memory flat")
    return held and growth <= GROWTH_MB


def main(arguments: list[str] | None = None) -> bool:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a small catalogue")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="in a PostgreSQL cluster of its own")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="naves-bench-")))
        os.environ.update({"DJANGO_SETTINGS_MODULE": "naves.config.settings.dev", "NAVES_DATA_DIR": str(folder)})
        if options.postgres:
            from tests.support.postgres import throwaway_cluster

            os.environ["NAVES_DATABASE_URL"] = stack.enter_context(throwaway_cluster())
        return run(QUICK if options.quick else FULL, options.seed)


if __name__ == "__main__":
    raise SystemExit(not main())
