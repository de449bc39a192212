"""Responses and the levels claimed for them."""

from collections.abc import Sequence

import numpy as np

from naves.domains.monitor.facts.columns import Plans
from naves.domains.monitor.facts.days import ordinals, prague_days
from naves.domains.monitor.facts.numbering import Numbering
from naves.domains.monitor.facts.rows import ClaimRows, ResponseRows
from naves.domains.monitor.facts.sql import Among, Column, among, flag, key, ordinal, seconds, select
from naves.domains.monitor.rules.arrays import Ids
from naves.domains.monitor.rules.facts import FOREVER


def read_responses(needs: Numbering, plans: Plans, only: Sequence[str] | None) -> tuple[ResponseRows, ClaimRows]:
    """Responses and claims of all needs, or of those in `only`."""
    keys, need_keys, item_keys, contradicts, confirmed, withdrawn = select(
        "strategies_response",
        key("id"),
        key("need_id"),
        key("COALESCE(measure_id, goal_id)"),
        flag("contradicts"),
        seconds("confirmed_at"),
        seconds("withdrawn_at"),
        among=among("need_id", only),
    )
    responses = ResponseRows(
        need=needs.give(need_keys),
        from_day=prague_days(confirmed),
        until_day=prague_days(withdrawn),
        item=_items(plans, item_keys),
        contradicts=np.array(contradicts, dtype=np.bool_),
    )
    claims = _claims(responses, keys, among("response_id", None if only is None else keys))
    return responses.take(responses.from_day < responses.until_day), claims


def _items(plans: Plans, keys: Column) -> Ids:
    """An item that the plans do not know yet gets a number, so that it counts as not in force, never as always so."""
    present = [text for text in keys if text]
    numbers = np.full(len(keys), -1, dtype=np.int32)
    numbers[[bool(text) for text in keys]] = plans.item_number.give(present)
    return numbers


def _claims(responses: ResponseRows, response_keys: Column, limit: Among | None) -> ClaimRows:
    keys, levels, recorded, valid_from, lapses, lapse_recorded, withdrawn = select(
        "strategies_levelclaim",
        key("response_id"),
        "level",
        seconds("recorded_at"),
        ordinal("valid_from"),
        ordinal("lapses_on"),
        seconds("COALESCE(lapse_recorded_at, recorded_at)"),
        seconds("withdrawn_at"),
        among=limit,
    )
    position = {text: row for row, text in enumerate(response_keys)}
    response = np.array([position.get(text, -1) for text in keys], dtype=np.int32)
    claims = ClaimRows(
        need=responses.need[response],
        target=responses.item[response],
        level=np.array(levels, dtype=np.int8),
        recorded=prague_days(recorded),
        valid_from=ordinals(valid_from),
        lapses=ordinals(lapses),
        lapse_recorded=prague_days(lapse_recorded),
        withdrawn=prague_days(withdrawn),
        confirmed=responses.from_day[response],
        response_withdrawn=responses.until_day[response],
    )
    counts = (response >= 0) & (claims.confirmed < FOREVER) & ~responses.contradicts[response]
    return claims.take(counts)
