"""Rows of tabular files: filters, order, figures, page by page."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from naves.api.access import reader_of
from naves.api.files.asking import FiguresAsked, RowsAsked
from naves.api.files.forms import in_form, known_form
from naves.api.files.schemas import FileOut, RowsOut
from naves.api.paging import link_next
from naves.domains.catalogue.models import Distribution
from naves.domains.catalogue.operations.reading import open_part
from naves.domains.catalogue.queries.rows import profile_of, rows_of, table_columns
from naves.domains.catalogue.record_permissions import READ
from naves.kernel.clock import now

router = Router()


@router.get("/{uuid:file_id}", response=FileOut, summary="A file and what is in it")
def get_file(request: HttpRequest, file_id: UUID) -> FileOut:
    """Kinds of columns, ranges, keys, missing values and suspected personal data, found in the whole file."""
    part = _opened(request, file_id)
    return FileOut.of(part, profile_of(part))


@router.get("/{uuid:file_id}/rows", response=RowsOut, summary="Rows of a file")
def list_rows(
    request: HttpRequest, response: HttpResponse, file_id: UUID, asked: Annotated[RowsAsked, Query()]
) -> RowsOut | HttpResponse:
    """Numbers, days and truth values are typed; an empty cell is null."""
    form = known_form(asked.format)
    part = _opened(request, file_id)
    answer = rows_of(part, asked.question(table_columns(part)))
    if form == "json":
        return RowsOut.of(answer, link_next(request, response, answer.next_cursor))
    sent = in_form(form, answer, name=str(file_id))
    link_next(request, sent, answer.next_cursor)
    return sent


@router.get("/{uuid:file_id}/figures", response=RowsOut, summary="Figures of groups of rows")
def list_figures(
    request: HttpRequest, response: HttpResponse, file_id: UUID, asked: Annotated[FiguresAsked, Query()]
) -> RowsOut | HttpResponse:
    """Counts, sums, means and extremes by one or two columns."""
    form = known_form(asked.format)
    part = _opened(request, file_id)
    answer = rows_of(part, asked.question())
    if form == "json":
        return RowsOut.of(answer, link_next(request, response, answer.next_cursor))
    sent = in_form(form, answer, name=str(file_id))
    link_next(request, sent, answer.next_cursor)
    return sent


def _opened(request: HttpRequest, file_id: UUID) -> Distribution:
    reader = reader_of(request, READ)
    return open_part(actor=reader, at=now(), identifier=file_id, what=request.get_full_path()[:400])
