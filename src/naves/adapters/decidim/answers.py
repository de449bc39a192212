"""The file of answers that the administration of Decidim imports for proposals: id, state, and the answer."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from naves.domains.needs.enums import NeedStatus
from naves.domains.strategies.enums import Level
from naves.domains.strategies.queries.posted import PostAnswer
from naves.kernel.tables import Column

LANGUAGES = ("cs", "en")
COLUMNS = (Column("id"), Column("state"), *(Column(f"answer/{language}") for language in LANGUAGES))
SENTENCES = {
    Level.MENTIONED: gettext_noop("The need is mentioned in a strategy in force."),
    Level.PLANNED: gettext_noop("A measure with a responsible body and a deadline answers the need."),
    Level.RESOURCED: gettext_noop("A measure that has its money answers the need."),
    Level.PROVEN: gettext_noop("The need has been answered, and the result is measured."),
}


def rows(answers: Iterable[PostAnswer], address: str) -> Iterator[Mapping[str, object]]:
    """Yield a row for each proposal that something came of; ``address`` is the site's, without a slash at its end."""
    for answer in answers:
        if state := _state(answer):
            texts = {f"answer/{language}": _text(answer, address, language) for language in LANGUAGES}
            yield {"id": answer.post_id, "state": state, **texts}


def _state(answer: PostAnswer) -> str:
    """Return Decidim's word; empty where nothing is decided yet."""
    if answer.need.status == NeedStatus.WITHDRAWN:
        return "rejected"
    if answer.level >= Level.PLANNED or answer.need.status == NeedStatus.ANSWERED:
        return "accepted"
    return "evaluating" if answer.level == Level.MENTIONED else ""


def _text(answer: PostAnswer, address: str, language: str) -> str:
    with translation.override(language):
        if answer.need.status == NeedStatus.WITHDRAWN:
            said = [_("The need was withdrawn; its page says why.")]
        else:
            said = [_(SENTENCES[Level(answer.level)])] if answer.level else []
        said += [f"{one.title} ({one.strategy})." for one in answer.answers]
        return " ".join([*said, f"{address}/{'' if language == 'cs' else f'{language}/'}needs/{answer.need.pk}/"])
