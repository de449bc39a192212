"""Two editors cannot overwrite each other: the version that one saw, in the body or as If-Match."""

import re

from django.http import HttpRequest, HttpResponse

from naves.kernel.errors import Problem, Refused, gettext_noop

_TAG = re.compile(r'^(?:W/)?"(\d{1,9})"$')


def tag(response: HttpResponse, version: int) -> None:
    """Name the version of a record in the header."""
    response["ETag"] = f'"{version}"'


def given_version(request: HttpRequest, version: int | None) -> int | None:
    """Return the version that the caller saw, None where it does not say."""
    header = request.headers.get("If-Match", "").strip()
    if version is not None or not header:
        return version
    found = _TAG.match(header)
    if found is None:
        raise Refused(
            Problem(
                code="if_match",
                field="If-Match",
                value=header[:100],
                message=gettext_noop("“%(value)s” is not a version that we gave."),
                params={"value": header[:100]},
                remedy=gettext_noop("Send the ETag of the record as you read it, or the field “version”."),
            )
        )
    return int(found[1])


def required_version(request: HttpRequest, version: int | None) -> int:
    """Return the version that the caller saw, or refuse."""
    given = given_version(request, version)
    if given is None:
        raise Refused(
            Problem(
                code="version_missing",
                field="version",
                message=gettext_noop("It is not said which version the change was made on."),
                remedy=gettext_noop("Send the ETag of the record as you read it, or the field “version”."),
            )
        )
    return given
