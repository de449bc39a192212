"""`naves bench-country`: an invented country of any size for benchmarks."""

import sys
import time

import click

from naves.cli.setup import prepare_database, with_django


@click.command()
@click.option("--towns", type=click.IntRange(20), default=6_254, show_default=True, help="Municipalities.")
@click.option("--needs", type=click.IntRange(10), default=300_000, show_default=True, help="Needs; the rest follows.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same country.")
@with_django
def bench_country(*, towns: int, needs: int, seed: int) -> None:
    """Write an invented country into the empty database that NAVES_DATABASE_URL names."""
    from django.utils.translation import gettext as _
    from rich.console import Console
    from rich.progress import Progress, TimeElapsedColumn

    from naves.adapters.search_index.log import note_everything
    from naves.adapters.synthetic.country import gather_statistics, make_country
    from naves.adapters.synthetic.sizes import Sizes
    from naves.kernel.clock import now

    prepare_database()
    begun = time.perf_counter()
    columns = (*Progress.get_default_columns(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        names = {
            "places": _("places"),
            "strategies": _("strategies"),
            "needs": _("needs"),
            "evidence": _("evidence"),
            "responses": _("responses"),
        }
        tasks = {name: bar.add_task(label, total=1.0) for name, label in names.items()}
        made = make_country(
            Sizes.of(towns, needs),
            seed=seed,
            at=now(),
            progress=lambda name, done: bar.update(tasks[name], completed=done),
        )
    note_everything(at=now())
    gather_statistics()
    for name, count in made.items():
        click.echo(f"  {name}: {count}")
    click.echo(_("Made in %(seconds)d s with seed %(seed)d.") % {"seconds": time.perf_counter() - begun, "seed": seed})
