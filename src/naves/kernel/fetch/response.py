"""What came back."""

from dataclasses import dataclass
from email.message import Message

import httpx

from naves.kernel.fetch.errors import bad_status

_FIRST_ERROR = 400


@dataclass(frozen=True, slots=True)
class Fetched:
    """One whole answer; ``url`` is where it came from after redirects."""

    url: str
    status: int
    headers: httpx.Headers
    content: bytes

    @property
    def content_type(self) -> str:
        """The media type in small letters, without parameters; empty if the server did not say."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the server stated."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        return message.get_content_charset()

    def checked(self) -> "Fetched":
        """Return itself, or raise :class:`FetchStatus` for a status of 400 and over."""
        if self.status >= _FIRST_ERROR:
            raise bad_status(self.url, self.status)
        return self
