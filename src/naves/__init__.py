"""Náves: follows every need of a town to evidence."""

import os

__version__ = "0.1.0"

# Several processes share the cores; threads of one matrix product only wait for each other there. One thread made
# the Monitor's figures two to four times quicker on a busy machine. NumPy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
