"""The installations that benchmarks run on: the benchmark country, or an empty one."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SETTINGS = "naves.config.settings.dev"


@dataclass(frozen=True)
class Size:
    """How large a benchmark country is."""

    towns: int
    needs: int
    seed: int = 1

    def __str__(self) -> str:
        """Return the size as a benchmark prints it."""
        return f"{self.towns:,} towns, {self.needs:,} needs, seed {self.seed}"


FULL, QUICK = Size(6_254, 300_000), Size(400, 5_000)


def make_country(folder: Path, size: Size) -> None:
    """Make the benchmark country in a folder; print how long it took."""
    started = time.monotonic()
    told = ["--towns", str(size.towns), "--needs", str(size.needs), "--seed", str(size.seed)]
    command = [str(Path(sys.executable).with_name("naves")), "bench-country", *told]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment(folder))
    print(f"country: {size}, made in {time.monotonic() - started:.0f} s", flush=True)


@contextmanager
def country(size: Size) -> Iterator[Path]:
    """Give the folder of the country that NAVES_DATA_DIR names, or of one made for this run; name it to Django."""
    given = os.environ.get("NAVES_DATA_DIR")
    with tempfile.TemporaryDirectory(prefix="naves-bench-") as made:
        folder = Path(given or made)
        if given is None:
            make_country(folder, size)
        os.environ.update(environment(folder))
        yield folder


@contextmanager
def installation() -> Iterator[Path]:
    """Give the folder of the installation that NAVES_DATA_DIR names, or of an empty one made for this run."""
    given = os.environ.get("NAVES_DATA_DIR")
    with tempfile.TemporaryDirectory(prefix="naves-bench-") as made:
        folder = Path(given or made)
        if given is None:
            make_empty(folder)
        yield folder


def make_empty(folder: Path) -> None:
    """Make an installation that holds nothing."""
    command = [sys.executable, "-m", "django", "migrate", "-v0"]
    subprocess.run(command, check=True, env=environment(folder))


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a process that works on the installation of a folder."""
    return {**os.environ, "NAVES_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": SETTINGS}


def held() -> str:
    """Return the size of the country that Django is set up for, as a benchmark prints it."""
    from naves.domains.needs.models import Need
    from naves.domains.places.models import Place

    return f"{Place.objects.filter(level='municipality').count():,} towns, {Need.objects.count():,} needs"
