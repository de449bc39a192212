"""Search over the benchmark country beside plain LIKE and bare full-text search, in one run.

    python -m bench.search [--quick] [--seed S] [--postgres]

A seeded list of questions: words as they stand in titles, in other forms, without accents, mistyped, cut off, names of
towns, codes, and the most frequent words there are. Ours gives a page of 20 with exact counts by kind and by facet; the
references give 20 identifiers of needs alone: LIKE on folded titles, and a bare index of the database's own engine
(SQLite: FTS5 with bm25; PostgreSQL: tsvector under GIN with ts_rank) over folded titles and texts, any word.
Without --postgres the country lies in SQLite; with it in a cluster of its own. NAVES_DATA_DIR names a country that is
there already (SQLite); it is read, and the reference index lies in a temporary file.
"""

import argparse
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.country import FULL, QUICK, country, held

MUST_REACH_MS = 50.0
QUESTIONS, ROUNDS = 120, 3
Ask = Callable[[str], object]


def questions(seed: int) -> list[str]:
    """Return what people would write, made from what the country says."""
    from naves.domains.needs.models import Need
    from naves.domains.places.models import Place
    from naves.domains.strategies.models import Strategy
    from naves.kernel.text import fold, words

    draw = random.Random(seed)  # noqa: S311 - a seeded sample, no secret
    titles = list(Need.objects.filter(status="published").order_by("pk").values_list("title", flat=True)[:20_000:20])
    towns = list(Place.objects.filter(level="municipality").order_by("pk").values_list("name", "code"))
    identifiers = list(Strategy.objects.order_by("pk").values_list("identifier", flat=True))
    made: list[str] = []
    while len(made) < QUESTIONS:
        said = [word for word in words(draw.choice(titles)) if len(word) > 3]
        chosen = " ".join(draw.sample(said, min(len(said), draw.randint(1, 3))))
        town, code = draw.choice(towns)
        made += [
            chosen,
            fold(chosen),
            _inflected(chosen),
            _mistyped(chosen, draw),
            chosen[:-2],
            town,
            f"{chosen.split()[0]} {fold(town)}",
            code,
            draw.choice(identifiers),
            draw.choice(["chybí", "škola", "ulice školní", "autobus", "chybí u školy", "děti", "lékař", "byt"]),
        ]
    return made[:QUESTIONS]


def _inflected(text: str) -> str:
    """Put other endings where the ending is a vowel."""
    return " ".join(word[:-1] + "ách" if word[-1] in "ay" else word + "u" for word in text.split())


def _mistyped(text: str, draw: random.Random) -> str:
    at = draw.randrange(1, max(2, len(text) - 2))
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :] if at + 1 < len(text) else text + "e"


def measured(ask: Ask, asked: list[str]) -> tuple[float, float, float]:
    """Return the median, the 95th percentile and the median of this process's own time in ms, after a warm-up."""
    for text in asked[:20]:
        ask(text)
    times, own = [], []
    for _ in range(ROUNDS):
        for text in asked:
            begun, begun_own = time.perf_counter(), time.process_time()
            ask(text)
            own.append((time.process_time() - begun_own) * 1000)
            times.append((time.perf_counter() - begun) * 1000)
    ordered, own = sorted(times), sorted(own)
    return ordered[len(ordered) // 2], ordered[round(len(ordered) * 0.95) - 1], own[len(own) // 2]


def like(text: str) -> object:
    """Find titles that hold every word, as the lists of the pages do."""
    from naves.domains.needs.models import Need
    from naves.kernel.text import fold

    needs = Need.objects.filter(published_at__isnull=False)
    for word in fold(text).split():
        needs = needs.filter(title_folded__contains=word)
    return list(needs.values_list("pk", flat=True)[:20])


def folded_texts() -> Iterator[tuple[int, str]]:
    from naves.domains.needs.models import Need
    from naves.kernel.text import fold

    rows = Need.objects.order_by("pk").values_list("title", "description").iterator(chunk_size=10_000)
    for number, (title, text) in enumerate(rows):
        yield number, fold(f"{title} {text}")


def bare_fts5(folder: Path) -> Ask:
    """Return a search with FTS5 alone."""
    from naves.kernel.text import fold, words

    connection = sqlite3.connect(folder / "bare.sqlite3")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(body, content='', tokenize='unicode61')")
    connection.executemany("INSERT INTO texts (rowid, body) VALUES (?, ?)", folded_texts())
    connection.commit()

    def ask(text: str) -> object:
        match = " OR ".join(f'"{word}"' for word in words(fold(text))) or '""'
        return connection.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT 20", [match]
        ).fetchall()

    return ask


def bare_tsvector(_folder: Path) -> Ask:
    """Return a search with PostgreSQL's own engine alone."""
    from django.db import connection

    from naves.kernel.text import fold, words

    texts = list(folded_texts())  # read before COPY: one connection cannot do both at once
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id int PRIMARY KEY, body tsvector)")
        with cursor.copy("COPY bare (id, body) FROM STDIN") as copy:
            for number, text in texts:
                copy.write_row((number, " ".join(f"'{word}':{at + 1}" for at, word in enumerate(words(text)[:200]))))
        cursor.execute("CREATE INDEX bare_body ON bare USING gin (body)")
        cursor.execute("ANALYZE bare")

    def ask(text: str) -> object:
        query = " | ".join(f"'{word}'" for word in words(fold(text))) or "''"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM bare, to_tsquery('simple', %s) q "
                "WHERE body @@ q ORDER BY ts_rank(body, q) DESC LIMIT 20",
                [query],
            )
            return cursor.fetchall()

    return ask


def run(folder: Path, seed: int) -> bool:
    import django

    django.setup()
    from django.db import connection

    from naves.adapters.search_index import current, queries, storage
    from naves.domains.organisations.access import ANONYMOUS

    begun = time.perf_counter()
    index = current.rebuild()
    built = time.perf_counter() - begun
    files = sum(path.stat().st_size for path in storage.folder().rglob("*") if path.is_file())
    asked = questions(seed)
    print(f"search: {held()}; {connection.vendor}; {len(asked)} questions × {ROUNDS}, seed {seed}")
    print(f"  index: {index.size:,} documents built in {built:.0f} s, {files / 1e6:.0f} MB of files")
    reference = bare_tsvector if connection.vendor == "postgresql" else bare_fts5
    ours = measured(lambda text: queries.find(ANONYMOUS, text), asked)
    typing = measured(lambda text: queries.suggest(ANONYMOUS, text), asked)
    bare = measured(reference(folder), asked)
    plain = measured(like, asked[: QUESTIONS // 4])
    for name, (median, high, own) in {
        "ours, page with counts": ours,
        "ours, suggestions": typing,
        f"bare {reference.__name__.removeprefix('bare_')}": bare,
        "LIKE on titles": plain,
    }.items():
        times = f"median {median:7.1f} ms   p95 {high:7.1f} ms   own time {own:6.1f} ms"
        print(f"  {name:<24} {times}   {median / ours[0]:6.1f} × ours")
    found = sum(queries.find(ANONYMOUS, text).found.total > 0 for text in asked)
    print(f"  {found} of {len(asked)} questions find something; p95 to reach: {MUST_REACH_MS:.0f} ms")
    return ours[1] <= MUST_REACH_MS and typing[1] <= MUST_REACH_MS


def main(arguments: list[str] | None = None) -> bool:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a small country")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="in a PostgreSQL cluster of its own")
    options = parser.parse_args(arguments)
    size = QUICK if options.quick else FULL
    with ExitStack() as stack:
        if options.postgres:
            from tests.support.postgres import throwaway_cluster

            os.environ["NAVES_DATABASE_URL"] = stack.enter_context(throwaway_cluster())
            os.environ.pop("NAVES_DATA_DIR", None)
        stack.enter_context(country(size))
        return run(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="naves-bench-"))), options.seed)


if __name__ == "__main__":
    raise SystemExit(not main())
