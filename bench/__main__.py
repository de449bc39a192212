"""Every figure that must be reached: `python -m bench [--quick]`.

Each benchmark is a module with ``main``; each prints its size, seed and ratio. This one names the machine.
"""

import argparse
import os
import platform
import subprocess
import sys
import time

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


def main() -> int:
    """Run each benchmark in a process of its own, so that none warms another's caches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="at a size that ends within two minutes")
    options = parser.parse_args()
    print(machine(), flush=True)
    failed = []
    for module, what in BENCHMARKS.items():
        print(f"\n{module}: {what}", flush=True)
        started = time.monotonic()
        command = [sys.executable, "-m", module, *(["--quick"] if options.quick else [])]
        if subprocess.run(command, check=False).returncode:
            failed.append(module)
        print(f"  ({time.monotonic() - started:.0f} s)", flush=True)
    if failed:
        print(f"\nnot reached or failed: {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
