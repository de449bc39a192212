"""Downloads of state and history (beside the standard): the same choices and rights as in queries."""

from typing import cast

from naves.hub.api import queries
from naves.hub.api.call import Call
from naves.hub.api.streaming import Streamed
from naves.hub.api.temporal_params import interval
from naves.hub.bulk.downloads.choosing import Download, FormatName
from naves.hub.bulk.downloads.formats import MEDIA
from naves.hub.problems import BadRequestData
from naves.hub.store.series import COLUMNS, Window

TIME_PARAMS = ("timerel", "timeAt", "endTimeAt", "timeproperty")


def state(call: Call) -> Streamed:
    """Answer with the chosen entities as they are."""
    call.allow(*queries.SELECTION_PARAMS, "format")
    return _answer(call, "entities", None)


def history(call: Call) -> Streamed:
    """Answer with the instances of the chosen entities, of ``attrs`` where they are given."""
    call.allow(*queries.SELECTION_PARAMS, *TIME_PARAMS, "format")
    timeproperty = call.params.get("timeproperty", "observedAt")
    if timeproperty not in COLUMNS:
        raise BadRequestData(f"{timeproperty!r} is not a time property")
    since, until = interval(call.params, call.params.get("timerel"))
    window = Window(column=COLUMNS[timeproperty], since=since, until=until, present=timeproperty != "observedAt")
    return _answer(call, "history", window)


def _answer(call: Call, name: str, window: Window | None) -> Streamed:
    wanted = call.params.get("format", "csv")
    if wanted not in MEDIA:
        raise BadRequestData(f"format has to be one of {', '.join(MEDIA)}, not {wanted!r}")
    chosen = queries.selection(call, call.context, wide_allowed=True)
    queries.check_depth(chosen, 0)
    with call.hub.reading() as connection:
        tenant = call.tenant(connection)
    download = Download(
        hub=call.hub,
        tenant=tenant,
        readable=call.rights.read,
        chosen=chosen,
        context=call.context,
        format=cast("FormatName", wanted),
        window=window,
    )
    file_name = f"{call.tenant_name or 'hub'}-{name}.{wanted}"
    return Streamed(
        download.parts(),
        [
            (b"content-type", MEDIA[wanted].encode()),
            (b"content-disposition", f'attachment; filename="{file_name}"'.encode()),
            (b"x-content-type-options", b"nosniff"),
        ],
    )
