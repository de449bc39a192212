"""Trying the matching on texts that people labelled: what anybody may do with a file of their own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from naves.domains.strategies.matching.rules.learning import Learned, TooLittle, learn
from naves.domains.strategies.matching.rules.measuring import Measured, Share, measure, recall_at
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.text.ranking import TextLike, Vocabulary, Weights, fit, nearest, scores_of

NAMES: Final = ("words", "likeness", "rank")
PLAIN_THRESHOLD: Final = 0.2
FIRST: Final = 10
DEEPEST: Final = 100
YES: Final = frozenset({"1", "yes", "true", "ano", "a", "y"})
NO: Final = frozenset({"0", "no", "false", "ne", "n"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts on both sides, and pairs of rows with what people said. `same` texts on both sides never meet themselves.

    `sought`: pairs known to belong together, for recall; empty: those labelled so.
    """

    needs: Sequence[TextLike]
    measures: Sequence[TextLike]
    pairs: Sequence[tuple[int, int, bool]]
    sought: Sequence[tuple[int, int]] = ()
    same: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out. `too_little` says why probabilities could not be learned; the plain score stands in for them."""

    pairs: int
    together: int
    measured: Measured
    recall_at_10: Share
    too_little: TooLittle | None


def evaluate(given: Labelled) -> Evaluation:
    """Rank every text of the one side against the other, and compare with the labels (cross-validated)."""
    vocabulary = Vocabulary()
    measures = vocabulary.counted(given.measures)
    needs = measures if given.same else vocabulary.counted(given.needs)
    weights = fit(measures, len(vocabulary), queries=needs)
    asked, offered = weights.queries(needs), weights.documents(measures)
    ranks: dict[tuple[int, int], int] = {}
    place: defaultdict[int, int] = defaultdict(int)
    for found in nearest(asked, offered, top=DEEPEST):
        for need, document in zip(found.query.tolist(), found.document.tolist(), strict=True):
            if not (given.same and need == document):
                place[need] += 1
                ranks[need, document] = place[need]
    sought = given.sought or [(need, document) for need, document, label in given.pairs if label]
    pairs = list(given.pairs) or _first(ranks, set(sought))
    truth = np.array([label for _, _, label in pairs], dtype=np.bool_)
    features = _features(pairs, weights, (asked, offered), (needs, measures), ranks)
    learned = learn(features, truth, [need for need, _, _ in pairs], names=NAMES)
    plain = learned if isinstance(learned, TooLittle) else None
    measured = learned.measured if isinstance(learned, Learned) else measure(truth, features[:, 0], PLAIN_THRESHOLD)
    recall = recall_at([ranks.get(pair) for pair in sought], FIRST)
    return Evaluation(len(pairs), int(truth.sum()), measured, recall, plain)


def _first(ranks: Mapping[tuple[int, int], int], together: set[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """Return what would be suggested, with the truth: the first ten of each text."""
    return [(*pair, pair in together) for pair, rank in ranks.items() if rank <= FIRST]


def _features(
    pairs: Sequence[tuple[int, int, bool]],
    weights: Weights,
    weighed: tuple[csr_matrix, csr_matrix],
    counted: tuple[csr_matrix, csr_matrix],
    ranks: Mapping[tuple[int, int], int],
) -> NDArray[np.float64]:
    rows = np.array([need for need, _, _ in pairs], dtype=np.int64)
    columns = np.array([document for _, document, _ in pairs], dtype=np.int64)
    needs, measures = (weights.unit(counts) for counts in counted)
    words = scores_of(*weighed, (rows, columns))
    likeness = scores_of(needs, measures, (rows, columns))
    rank = [1 / ranks[pair[:2]] if pair[:2] in ranks else 0.0 for pair in pairs]
    return np.column_stack([words, likeness, rank]).astype(np.float64).reshape(len(pairs), len(NAMES))


def from_pairs(rows: Sequence[tuple[int, Mapping[str, str]]], language: str) -> Labelled:
    """Return what a file with the columns need, measure, label says; texts that repeat are one text."""
    needs: dict[str, int] = {}
    measures: dict[str, int] = {}
    pairs, problems = [], []
    for number, row in rows:
        said = row["label"].strip().casefold()
        problems += _problems(row, ("need", "measure"), number)
        if said not in YES | NO:
            problems.append(_bad_label(row["label"], number))
            continue
        need = needs.setdefault(row["need"], len(needs))
        pairs.append((need, measures.setdefault(row["measure"], len(measures)), said in YES))
    if problems:
        raise Refused(problems)
    return Labelled([(text, language) for text in needs], [(text, language) for text in measures], pairs)


def from_groups(rows: Sequence[tuple[int, Mapping[str, str]]], language: str) -> Labelled:
    """Return what a file with the columns id, text, group says: texts of one group belong together."""
    problems = [problem for number, row in rows for problem in _problems(row, ("text",), number)]
    if problems:
        raise Refused(problems)
    members: defaultdict[str, list[int]] = defaultdict(list)
    for number, (_, row) in enumerate(rows):
        if row["group"].strip():
            members[row["group"].strip()].append(number)
    sought = [(one, other) for group in members.values() for one in group for other in group if one != other]
    texts = [(row["text"], language) for _, row in rows]
    return Labelled(texts, texts, [], sought, same=True)


def _problems(row: Mapping[str, str], columns: Sequence[str], number: int) -> list[Problem]:
    return [
        Problem(
            code="text_missing",
            field=column,
            row=number,
            column=column,
            message=gettext_noop("There is no text."),
            remedy=gettext_noop("Fill it in, or leave the row out."),
        )
        for column in columns
        if not row[column].strip()
    ]


def _bad_label(value: str, number: int) -> Problem:
    return Problem(
        code="bad_label",
        field="label",
        value=value,
        row=number,
        column="label",
        message=gettext_noop("“%(value)s” is no label."),
        params={"value": value},
        remedy=gettext_noop("Write yes or no (ano, ne, 1, 0)."),
    )
