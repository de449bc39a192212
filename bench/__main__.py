"""Every figure that must be reached: `python -m bench [--quick]`.

Each benchmark is a module with ``main``; each prints its size, seed and ratio. This one names the machine, and makes
the country that several of them ask once (NAVES_DATA_DIR; one that is named already is taken).
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.country import FULL, QUICK, make_country

BENCHMARKS = {
    "bench.monitor": "national recomputation beside the same arithmetic by hand",
    "bench.serving": "Django under WSGI beside Django under ASGI",
    "bench.front": "site and hub on one port beside each of them alone",
    "bench.hub.writes": "writing into the hub beside a bare loop",
    "bench.hub.reads": "reading from the hub beside a bare server",
    "bench.hub.history": "hourly means of the hub's history beside DuckDB",
    "bench.hub.subscribers": "one dead subscriber among many",
    "bench.hub.matching": "very many subscriptions: memory and time",
    "bench.search": "search beside LIKE and the database's own full-text search",
    "bench.matching": "matching needs with measures beside scikit-learn",
    "bench.catalogue_dump": "dumps of the catalogue beside rdflib and a bare string writer",
    "bench.pages": "server time of the main pages over the benchmark country",
}


def machine() -> str:
    """Say what ran it."""
    return f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def reached(module: str, what: str, *, quick: bool) -> bool:
    """Run one benchmark in a process of its own, so that none warms another's caches."""
    print(f"\n{module}: {what}", flush=True)
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-m", module, *(["--quick"] if quick else [])], check=False)
    print(f"  ({time.monotonic() - started:.0f} s)", flush=True)
    return done.returncode == 0


def main() -> int:
    """Run them all; return how many did not reach what they must."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="at a size that ends within two minutes")
    options = parser.parse_args()
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="naves-bench-") as folder:
        if "NAVES_DATA_DIR" not in os.environ:
            os.environ["NAVES_DATA_DIR"] = folder
            make_country(Path(folder), QUICK if options.quick else FULL)
        failed = [module for module, what in BENCHMARKS.items() if not reached(module, what, quick=options.quick)]
    if failed:
        print(f"\nnot reached or failed: {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
