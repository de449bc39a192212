"""Top-10 matching beside scikit-learn's TF-IDF cosine, in one run on the same texts.

    python -m bench.matching [--quick] [--seed S] [--threads N]

Both get raw texts and end with the ten best measures of each need: reading, weighing, product, choice. scikit-learn
computes the product of its sparse matrices piece by piece and sorts each row's ten best, as its users do. Both are
measured on the same subset of the needs; scikit-learn's whole run would take too long, so its time is carried on along
the line through its two sizes. Ours runs whole, with two smaller sizes that show how time grows. Times are seconds of
the processor, for other work may share the machine; with one thread they are what an idle machine would need.

The texts: 20,000 Czech words (from the list that the lemmatiser ships with) in Zipf's proportions; each measure has
fourteen, and seven function words as running text has them. The need that belongs to it keeps five of the fourteen
and has nine others, four of them common words. Every word is bent by rules written here, regular endings by the
word's own ending, not by the lemmatiser's tables: it brings only some of the forms back, as it does in life (the
share is printed), and the others are lost to it.
"""

import argparse
import os
import resource
import time
from dataclasses import dataclass

import numpy as np
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from sklearn.feature_extraction.text import TfidfVectorizer

from naves.kernel.text.ranking import Vocabulary, fit, nearest
from naves.kernel.text.ranking.reading import terms_of_word

MUST_REACH, MOST_MEMORY, TOP = 5.0, 2.0, 10
ENDINGS = {
    "a": ["y", "ě", "u", "ou", "ám", "ách", "ami"],
    "o": ["a", "u", "em", "ům", "ech", "y"],
    "e": ["i", "í", "em", "ím", "ích"],
    "ý": ["ého", "ému", "ém", "ým", "á", "é", "ou", "ých", "ými"],
    "í": ["ího", "ímu", "ím", "ích", "ími"],
    "t": ["l", "la", "li", "lo"],
    "": ["u", "em", "y", "ů", "ům", "ech", "ovi"],
}
FUNCTION_WORDS = [
    "a",
    "na",
    "se",
    "je",
    "pro",
    "do",
    "že",
    "za",
    "od",
    "po",
    "při",
    "by",
    "jsou",
    "ve",
    "aby",
    "jako",
    "nebo",
    "není",
    "jen",
    "už",
    "také",
    "bude",
]
"""What every Czech sentence is held together by, roughly by frequency; one word in three of running text."""
FORMS = [0.35, 0.2, 0.14, 0.11, 0.08, 0.05, 0.04, 0.03]
"""How often each form of a word is used: the basic one most."""


@dataclass(frozen=True)
class Size:
    """How many needs and measures, and how many needs of them scikit-learn gets."""

    needs: int
    measures: int
    compared: int


FULL, QUICK = Size(300_000, 60_000, 10_000), Size(30_000, 8_000, 4_000)


def dictionary(seed: int, count: int = 20_000) -> list[str]:
    table = DefaultDictionaryFactory().get_dictionary("cs")
    lemmas = {form if isinstance(form, str) else form.decode() for form in table.values()}
    known = sorted(word for word in lemmas if word.isalpha() and word.islower() and 4 <= len(word) <= 12)
    return list(np.random.default_rng(seed).permutation(known)[:count])


def bent(word: str, number: int) -> str:
    """One of the regular forms of a word; rules of thumb, so some forms are none that Czech has."""
    ending = word[-1] if word[-1] in ENDINGS else ""
    stem = word[: len(word) - len(ending)]
    forms = [word, *(stem + form for form in ENDINGS[ending])]
    return forms[number % len(forms)]


def texts(size: Size, seed: int) -> tuple[list[str], list[str], np.ndarray]:
    """Measures, needs, and the measure that each need was made from."""
    words = dictionary(seed)
    random = np.random.default_rng(seed)
    zipf = 1 / (np.arange(len(words)) + 20)
    chance = zipf / zipf.sum()
    of_measures = random.choice(len(words), (size.measures, 14), p=chance)
    true = random.integers(0, size.measures, size.needs)
    kept = np.take_along_axis(of_measures[true], random.permuted(np.tile(np.arange(14), (size.needs, 1)), axis=1), 1)
    common = random.integers(0, 200, (size.needs, 4))
    of_needs = np.hstack([kept[:, :5], random.choice(len(words), (size.needs, 5), p=chance), common])

    held = 1 / (np.arange(len(FUNCTION_WORDS)) + 3)

    def written(rows: np.ndarray) -> list[str]:
        form = random.choice(len(FORMS), rows.shape, p=FORMS)
        between = random.choice(FUNCTION_WORDS, (len(rows), 7), p=held / held.sum())
        return [
            " ".join([*(bent(words[word], number) for word, number in zip(row, numbers, strict=True)), *little])
            for row, numbers, little in zip(rows.tolist(), form.tolist(), between.tolist(), strict=True)
        ]

    return written(of_measures), written(of_needs), true


def by_naves(needs: list[str], measures: list[str], threads: int) -> np.ndarray:
    """The ten best measures of each need; -1 where there are fewer."""
    vocabulary = Vocabulary()
    counted = vocabulary.counted((text, "cs") for text in measures)
    asked = vocabulary.counted((text, "cs") for text in needs)
    weights = fit(counted, len(vocabulary), queries=asked)
    best = np.full((len(needs), TOP), -1)
    for found in nearest(weights.queries(asked), weights.documents(counted), top=TOP, threads=threads):
        place = np.arange(len(found)) - np.searchsorted(found.query, found.query)
        best[found.query, place] = found.document
    return best


def by_scikit_learn(needs: list[str], measures: list[str]) -> np.ndarray:
    vectors = TfidfVectorizer(dtype=np.float32)
    offered = vectors.fit_transform(measures).T.tocsr()
    asked = vectors.transform(needs)
    best = np.full((len(needs), TOP), -1)
    for start in range(0, len(needs), 500):
        product = asked[start : start + 500] @ offered
        for row in range(product.shape[0]):
            span = slice(product.indptr[row], product.indptr[row + 1])
            scores, columns = product.data[span], product.indices[span]
            if len(scores) > TOP:
                first = np.argpartition(-scores, TOP)[:TOP]
                scores, columns = scores[first], columns[first]
            best[start + row, : len(columns)] = columns[np.argsort(-scores)]
    return best


def recall(best: np.ndarray, true: np.ndarray) -> float:
    return float((best == true[:, None]).any(axis=1).mean())


def main(arguments: list[str] | None = None) -> bool:
    """Return whether something was not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="scikit-learn has one")
    options = parser.parse_args(arguments)
    size = QUICK if options.quick else FULL
    measures, needs, true = texts(size, options.seed)
    sample = {word for text in needs[:500] for word in text.split()}
    base = {terms_of_word(word, "cs") for word in dictionary(options.seed)}
    back = sum(terms_of_word(word, "cs") in base for word in sample) / len(sample)
    print(
        f"Matching: {size.needs:,} needs x {size.measures:,} measures, top {TOP}, seed {options.seed}, "
        f"{options.threads} thread(s), {os.cpu_count()} cores; the lemmatiser brings {back:.0%} of the forms back"
    )
    theirs: dict[int, float] = {}
    for count in (size.compared // 2, size.compared):
        started = time.process_time()
        found = by_scikit_learn(needs[:count], measures)
        theirs[count], their_recall = time.process_time() - started, recall(found, true[:count])
        print(f"  scikit-learn, {count:,} needs: {theirs[count]:.1f} s, recall@10 {their_recall:.3f}")
    ours: dict[int, float] = {}
    reached: dict[int, float] = {}
    by_naves(needs[:200], measures[:200], options.threads)  # loads the dictionaries
    for count in (size.compared, size.needs // 3, size.needs):
        started = time.process_time()
        found = by_naves(needs[:count], measures, options.threads)
        ours[count], reached[count] = time.process_time() - started, recall(found, true[:count])
        print(f"  naves, {count:,} needs: {ours[count]:.1f} s, recall@10 {reached[count]:.3f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    each = (theirs[size.compared] - theirs[size.compared // 2]) / (size.compared - size.compared // 2)
    whole = theirs[size.compared] + each * (size.needs - size.compared)
    times = whole / ours[size.needs]
    third = size.needs // 3
    slope = (ours[size.needs] - ours[third]) / (ours[third] - ours[size.compared])
    line = (size.needs - third) / (third - size.compared)
    print(f"  the same {size.compared:,} needs: {theirs[size.compared] / ours[size.compared]:.1f} times scikit-learn")
    print(
        f"  all {size.needs:,} needs: {times:.1f} times scikit-learn's {whole:.0f} s, carried on from its two sizes "
        f"(to reach at full size: {MUST_REACH:.0f})"
    )
    if not options.quick:  # a fraction of a second more says nothing of growth
        print(f"  growth: {line:.2f} times as many needs more took {slope:.2f} times as long")
    print(
        f"  peak memory of the whole run, texts and scikit-learn included: {memory:.2f} GiB (under {MOST_MEMORY:.0f})"
    )
    return (not options.quick and times < MUST_REACH) or reached[size.compared] < their_recall or memory > MOST_MEMORY


if __name__ == "__main__":
    raise SystemExit(main())
