"""What can go wrong with a fetch; each error carries a problem that a person can act on."""

from urllib.parse import urlsplit

from naves.kernel.errors import Problem, Refused, gettext_noop

_CHECK_ADDRESS = gettext_noop("Check the address.")
_TRY_LATER = gettext_noop("Try again later, or tell the operator of the server.")


class FetchError(Refused):
    """Base of the errors of the guarded client."""

    @property
    def problem(self) -> Problem:
        """The one problem."""
        return self.problems[0]


class FetchRefused(FetchError):
    """The address may not be fetched; nothing was sent to it."""


class FetchTooLarge(FetchError):
    """The answer is over the limit; the rest was not read."""


class FetchTimeout(FetchError):
    """The server was too slow."""


class FetchFailed(FetchError):
    """The server was not found, did not answer, or answered with something that is not HTTP."""


class FetchStatus(FetchError):
    """The server answered with an error status."""


def bad_address(url: str) -> FetchRefused:
    """Return the error for what is no address of the web."""
    return FetchRefused(
        _problem(
            "bad_address",
            gettext_noop("%(url)s is not an address that can be fetched."),
            gettext_noop("Write a whole address that begins with https:// or http://, without a password."),
            url,
        ),
    )


def private_address(url: str) -> FetchRefused:
    """Return the error for an address inside the network of the server."""
    return FetchRefused(
        _problem(
            "private_address",
            gettext_noop("%(url)s leads into a private network, so it was not fetched."),
            gettext_noop("Use a public address, or ask the operator to allow this one."),
            url,
        ),
    )


def too_many_redirects(url: str, limit: int) -> FetchRefused:
    """Return the error for a chain of redirects without an end."""
    return FetchRefused(
        _problem(
            "too_many_redirects",
            gettext_noop("%(url)s redirects more than %(limit)s times."),
            _CHECK_ADDRESS,
            url,
            limit=limit,
        ),
    )


def too_large(url: str, limit: int) -> FetchTooLarge:
    """Return the error for an answer over ``limit`` bytes."""
    return FetchTooLarge(
        _problem(
            "answer_too_large",
            gettext_noop("The answer of %(url)s is larger than %(limit)s MB."),
            gettext_noop("Ask for a smaller part of the data, or ask the operator to raise the limit."),
            url,
            limit=f"{limit / 1_000_000:g}",
        ),
    )


def timed_out(url: str, seconds: float) -> FetchTimeout:
    """Return the error for a server that is too slow."""
    return FetchTimeout(
        _problem(
            "too_slow",
            gettext_noop("%(url)s did not answer whole within %(seconds)s seconds."),
            _TRY_LATER,
            url,
            seconds=f"{seconds:g}",
        ),
    )


def unreachable(url: str) -> FetchFailed:
    """Return the error for a server that is not found or refuses the connection."""
    return FetchFailed(
        _problem(
            "unreachable",
            gettext_noop("No connection could be made to %(url)s."),
            gettext_noop("Check the address and whether the server is running with a valid certificate."),
            url,
        ),
    )


def broken_answer(url: str) -> FetchFailed:
    """Return the error for an answer that ends early or is not what it says it is."""
    return FetchFailed(
        _problem(
            "broken_answer",
            gettext_noop("The answer of %(url)s is damaged or incomplete."),
            _TRY_LATER,
            url,
        ),
    )


def bad_status(url: str, status: int) -> FetchStatus:
    """Return the error for an error status."""
    return FetchStatus(
        _problem(
            "bad_status",
            gettext_noop("%(url)s answered with the error %(status)s."),
            _CHECK_ADDRESS,
            url,
            status=status,
        ),
    )


def _problem(code: str, message: str, remedy: str, url: str, **params: object) -> Problem:
    shown = _shown(url)
    return Problem(
        code=code,
        message=message,
        remedy=remedy,
        params={"url": shown, **params},
        value=shown,
    )


def _shown(url: str) -> str:
    """Return ``url`` without what may be secret in it: the user, the password and the query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "?"
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host, query="", fragment="").geturl()
