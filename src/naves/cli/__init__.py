"""The `naves` command. Each subcommand is a module of its own, imported only when it is called."""

import importlib

import click

from naves import __version__

# Name of the subcommand → module and function; the help texts stand here so that `naves --help` loads nothing.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("naves.cli.run:run", "Serve the site and its worker on this machine."),
    "demo": ("naves.cli.demo:demo", "Fill an empty installation with the demonstration country."),
    "import": ("naves.cli.imports:import_command", "Bring in places, needs, evidence, strategies … from a file."),
    "answers": ("naves.cli.answers:answers", "Tell Decidim or a 311 system what became of its posts."),
    "monitor": ("naves.cli.monitor:monitor", "Print the national figures as of a day."),
    "match": ("naves.cli.match:match", "Match needs with measures; learn from judgements; try it on a labelled file."),
    "report": ("naves.cli.report:report", "Write the state of the nation's needs as a PDF."),
    "bench-country": ("naves.cli.bench_country:bench_country", "Write an invented country for benchmarks."),
    "catalogue": ("naves.cli.catalogue:catalogue", "Write the catalogue of data as RDF; judge it by the norms."),
    "search": ("naves.cli.search:search", "Build the search index anew, or check that it is whole."),
    "audit": ("naves.cli.audit:audit", "Check the append-only log."),
    "openapi": ("naves.cli.openapi:openapi", "Write the contract of the JSON API."),
    "personal-data": ("naves.cli.personal_data:personal_data", "List, give out or forget what is kept about people."),
    "retention": ("naves.cli.personal_data:retention", "Delete what has aged; run it daily."),
    "hub": ("naves.hub.cli:hub", "Run the data hub (NGSI-LD) by itself; load, dump and restore its tenants."),
    "backup": ("naves.cli.archive:backup", "Write everything to one file."),
    "restore": ("naves.cli.archive:restore", "Fill an empty installation from such a file."),
}


class LazyGroup(click.Group):
    """Loads the module of a subcommand when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the subcommand's module and return its command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup)
@click.version_option(__version__, prog_name="naves")
def main() -> None:
    """Náves follows every need of a town to evidence."""
