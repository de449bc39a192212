"""What a token may be allowed to do."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPES: Final[Mapping[str, str | Promise]] = {
    "needs:read": _("read needs and their evidence, your drafts among them"),
    "needs:write": _("record needs and evidence and take the steps you may take"),
    "strategies:read": _("read strategies and responses, drafts of your organisation among them"),
    "strategies:write": _("write strategies of your organisation"),
    "responses:write": _("propose, confirm and withdraw responses"),
    "organisations:write": _("manage organisations that you manage"),
    "imports:write": _("import files"),
}
