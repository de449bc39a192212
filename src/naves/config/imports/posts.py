"""Importing what people posted elsewhere: proposals of Decidim and CONSUL, reports of the 311 kind."""

from collections.abc import Callable
from datetime import date
from typing import Any

from naves.adapters.consul import proposals as consul
from naves.adapters.decidim import proposals as decidim
from naves.adapters.open311 import requests as open311
from naves.config.imports.counting import as_report
from naves.config.imports.importer import Context, Importer
from naves.config.imports.needs import placing
from naves.domains.needs.models import Theme
from naves.domains.needs.operations import import_posts
from naves.domains.needs.operations.import_posts import PostsReport
from naves.domains.needs.rules.posts import Categories
from naves.domains.needs.rules.vocabulary import Vocabulary
from naves.domains.places.queries import place_index
from naves.domains.places.rules.rows_of_tables import RowPlaces
from naves.kernel.errors import gettext_noop
from naves.kernel.imports import ImportReport
from naves.kernel.tables import TableReader


def _run(rows: Any, table: TableReader, context: Context) -> ImportReport:
    publish = context.options.get("publish", "yes") != "no"
    found: PostsReport = placing(import_posts, rows, table, context, publish=publish)
    needs = as_report("posts", found.needs, rows.placed)
    return ImportReport(
        kind="posts",
        created=needs.created,
        changed=needs.changed,
        unchanged=needs.unchanged,
        problems=tuple(rows.placed(problem) for problem in found.problems),
        dry_run=found.needs.dry_run,
        notes={**needs.notes, "evidence": found.evidence.created + found.evidence.updated},
    )


def _common(context: Context) -> tuple[RowPlaces, Categories, str]:
    themes = Vocabulary.of(list(Theme.objects.values_list("code", "name_cs", "name_en")))
    categories = Categories(themes, context.answers, context.options.get("theme", ""))
    return RowPlaces(place_index(), context.answers), categories, context.options.get("place", "")


def _decidim(table: TableReader, context: Context) -> ImportReport:
    return _run(decidim.Proposals(table, *_common(context)), table, context)


def _consul(table: TableReader, context: Context) -> ImportReport:
    day = context.options.get("day")
    rows = consul.ConsulProposals(table, *_common(context), day=date.fromisoformat(day) if day else None)
    return _run(rows, table, context)


def _open311(table: TableReader, context: Context) -> ImportReport:
    return _run(open311.ServiceRequests(table, *_common(context)), table, context)


def _importer(label: str, module: Any, run: Callable[[TableReader, Context], ImportReport]) -> Importer:
    return Importer(kind="posts", label=label, recognises=module.recognises, run=run, columns=module.COLUMNS)


IMPORTERS = (
    _importer(gettext_noop("proposals of Decidim"), decidim, _decidim),
    _importer(gettext_noop("service requests (311)"), open311, _open311),
    _importer(gettext_noop("proposals or projects of CONSUL"), consul, _consul),
)
