"""A real trial: resolutions of the council of Litovel against the paragraphs of the budget classification.

`litovel_pairs.csv` holds 200 pairs labelled by hand, by reading the resolution: is it about the matter of that
paragraph? 120 were drawn with a seed from four bands of the score and at random (`drawn`: top, high, middle, low,
random); for 80 more a resolution was drawn at random and its paragraph named without looking at any ranking
(`drawn`: read), those about no matter at all (an agenda, a summary) left out. The first kind measures precision
and calibration, the second recall, which no ranking has touched.

The texts are official works: resolutions of the town (collected in honza-kasik/litovle.cz), and the Czech budget
classification. They are read from the shared folder; the file beside this test holds identifiers and labels only.
"""

import csv
import json
from functools import cache
from pathlib import Path

import pytest

from naves.domains.strategies.matching.rules.labelled import Evaluation, Labelled, evaluate

SHARED = Path(__file__).parents[5] / "shared" / "data"
TEXTS = SHARED / "texts" / "litovel_usneseni_2022_2026.jsonl"
PARAGRAPHS = SHARED / "taxonomies" / "rozpoctova_skladba_paragrafy_polozky.csv"
PAIRS = Path(__file__).with_name("litovel_pairs.csv")
CATCH_ALL = "3639"
"""“Communal services and territorial development not elsewhere classified”: whatever concerns land of the town."""


@cache
def trial() -> tuple[Evaluation, Evaluation]:
    """Return what came out, with all resolutions that were read and without those of the catch-all paragraph."""
    if not (TEXTS.exists() and PARAGRAPHS.exists()):
        pytest.skip(f"the shared data are not there: {TEXTS}")
    with TEXTS.open(encoding="utf-8") as stream:
        resolutions = {one["id"]: _text(one) for one in map(json.loads, stream)}
    with PARAGRAPHS.open(encoding="utf-8") as stream:
        paragraphs = {row["kod"]: row["nazev"] for row in csv.DictReader(stream) if row["ciselnik"] == "paragraphs"}
    with PAIRS.open(encoding="utf-8") as stream:
        labelled = list(csv.DictReader(stream))
    row_of = {key: number for number, key in enumerate(resolutions)}
    column_of = {key: number for number, key in enumerate(paragraphs)}
    assert len(labelled) == len({(row["resolution"], row["paragraph"]) for row in labelled}) == 200
    pairs = [
        (row_of[row["resolution"]], column_of[row["paragraph"]], row["label"] == "yes")
        for row in labelled
        if row["drawn"] != "read"
    ]
    read = [(row_of[row["resolution"]], row["paragraph"]) for row in labelled if row["drawn"] == "read"]
    return tuple(  # type: ignore[return-value]
        evaluate(
            Labelled(
                [(text, "cs") for text in resolutions.values()],
                [(name, "cs") for name in paragraphs.values()],
                pairs,
                [(row, column_of[code]) for row, code in read if code not in without],
            )
        )
        for without in ((), (CATCH_ALL,))
    )


def _text(resolution: dict[str, object]) -> str:
    items = resolution["items"]
    assert isinstance(items, list)
    parts = [resolution["subject"], *(item["text"] for item in items), resolution["tail"]]
    return "\n".join(str(part) for part in parts if part)


def test_of_the_pairs_shown_a_third_are_right_and_half_of_the_right_ones_are_shown() -> None:
    found, _ = trial()
    assert (found.pairs, found.together, found.too_little) == (120, 16, None)
    assert found.measured.precision.value is not None
    assert found.measured.precision.value >= 0.33
    assert found.measured.recall.value is not None
    assert found.measured.recall.value >= 0.5


def test_the_right_paragraph_of_a_real_resolution_is_often_among_the_first_ten() -> None:
    every, without_catch_all = trial()
    assert every.recall_at_10.count == 80
    assert every.recall_at_10.value is not None
    assert every.recall_at_10.value >= 0.28
    assert without_catch_all.recall_at_10.value is not None
    assert without_catch_all.recall_at_10.value >= 0.38


def test_probabilities_learned_from_real_labels_come_true() -> None:
    found, _ = trial()
    assert found.measured.calibration.brier <= 0.11
    assert found.measured.calibration.gap <= 0.1
