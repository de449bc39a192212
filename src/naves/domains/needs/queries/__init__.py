"""Reads about needs. What depends on who asks takes ``actor``."""

from naves.domains.needs.queries.choices import merge_targets, needs_to_attach_to
from naves.domains.needs.queries.counts import open_counts
from naves.domains.needs.queries.details import NeedDetail, get_evidence, get_need, need_detail
from naves.domains.needs.queries.filters import NeedFilter
from naves.domains.needs.queries.followers import follower_ids
from naves.domains.needs.queries.history import history
from naves.domains.needs.queries.inbox import PlaceInbox, inbox, inbox_counts, inboxes_of
from naves.domains.needs.queries.items import NeedItem, items_of
from naves.domains.needs.queries.lists import NeedPage, need_list, needs_for_export
from naves.domains.needs.queries.similar import SimilarNeed, similar_needs
from naves.domains.needs.queries.timeline import TimelineEntry, need_timeline
from naves.domains.needs.queries.visibility import visible_needs
from naves.domains.needs.queries.vocabularies import group_codes, groups, theme_codes, themes

__all__ = [
    "NeedDetail",
    "NeedFilter",
    "NeedItem",
    "NeedPage",
    "PlaceInbox",
    "SimilarNeed",
    "TimelineEntry",
    "follower_ids",
    "get_evidence",
    "get_need",
    "group_codes",
    "groups",
    "history",
    "inbox",
    "inbox_counts",
    "inboxes_of",
    "items_of",
    "merge_targets",
    "need_detail",
    "need_list",
    "need_timeline",
    "needs_for_export",
    "needs_to_attach_to",
    "open_counts",
    "similar_needs",
    "theme_codes",
    "themes",
    "visible_needs",
]
