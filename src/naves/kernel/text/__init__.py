"""Czech text: folding for comparison, keys for sorting, lemmas for matching."""

from naves.kernel.text.collation import MAX_KEY_LENGTH, collation_key
from naves.kernel.text.folding import fold
from naves.kernel.text.lemmatising import detect_language, lemmas, words

__all__ = ["MAX_KEY_LENGTH", "collation_key", "detect_language", "fold", "lemmas", "words"]
