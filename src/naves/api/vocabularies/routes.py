"""The fixed lists of themes and affected groups."""

from django.http import HttpRequest
from ninja import Router, Schema

from naves.domains.needs.queries import groups, themes

router = Router()


class Word(Schema):
    """One entry of a fixed list; requests name it by its code."""

    code: str
    name_cs: str
    name_en: str
    position: int


class Words(Schema):
    """A fixed list, whole."""

    items: list[Word]


@router.get("/themes", response=Words, summary="Themes of needs and measures")
def list_themes(request: HttpRequest) -> Words:
    """In the order in which they are shown."""
    return Words(items=[Word.from_orm(theme) for theme in themes()])


@router.get("/groups", response=Words, summary="Groups that a need affects")
def list_groups(request: HttpRequest) -> Words:
    """In the order in which they are shown."""
    return Words(items=[Word.from_orm(group) for group in groups()])
