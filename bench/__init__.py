"""Benchmarks: each prints ratios measured side by side in one run."""

import naves  # noqa: F401  (says how many threads NumPy gets, before a benchmark imports it)
