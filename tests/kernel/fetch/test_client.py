import asyncio
import time

import pytest

from naves.kernel.fetch import (
    Fetched,
    Fetcher,
    FetchError,
    FetchFailed,
    FetchRefused,
    FetchStatus,
    FetchTimeout,
    FetchTooLarge,
    Policy,
    fetch,
    fetch_async,
)

from .servers import badly_behaved, well_behaved

INSIDE = Policy(allow_private=True, max_bytes=1_000_000, read_seconds=0.5, total_seconds=5)


def failure(url: str, policy: Policy = INSIDE) -> FetchError:
    with pytest.raises(FetchError) as failed:
        fetch(url, policy=policy)
    assert failed.value.problem.remedy_text()
    return failed.value


def code(url: str, policy: Policy = INSIDE) -> str:
    return failure(url, policy).problem.code


def test_an_answer_has_its_type_charset_and_content() -> None:
    with well_behaved() as (port, seen):
        answer = fetch(f"http://127.0.0.1:{port}/text?a=b", policy=INSIDE)
    assert (answer.status, answer.content_type, answer.charset) == (200, "text/plain", "utf-8")
    assert answer.content.decode() == "Dobrý den"
    [(method, path, headers, _)] = seen
    assert (method, path, headers["host"], headers["user-agent"]) == ("GET", "/text?a=b", f"127.0.0.1:{port}", "naves")


def test_a_post_carries_its_body_and_headers() -> None:
    with well_behaved() as (port, seen):
        url = f"http://127.0.0.1:{port}/echo"
        answer = fetch(url, method="POST", content=b"{}", headers={"Content-Type": "application/json"}, policy=INSIDE)
    assert answer.content == b"{}"
    assert seen[0][2]["content-type"] == "application/json"


def test_requests_share_a_connection() -> None:
    async def two() -> list[Fetched]:
        async with Fetcher(INSIDE) as fetcher:
            return [await fetcher.fetch(f"http://127.0.0.1:{port}/bytes/{n}") for n in (1, 2)]

    with well_behaved() as (port, _):
        assert [len(answer.content) for answer in asyncio.run(two())] == [1, 2]


def test_loopback_is_refused_by_default_and_nothing_is_sent() -> None:
    with well_behaved() as (port, seen):
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1"):
            assert code(f"http://{host}:{port}/", Policy()) == "private_address"
    assert seen == []


def test_an_allowed_host_is_fetched() -> None:
    with well_behaved() as (port, _):
        policy = Policy(allowed_hosts=frozenset({f"127.0.0.1:{port}"}))
        assert fetch(f"http://127.0.0.1:{port}/", policy=policy).status == 200


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "file:///etc/passwd", "gopher://example.org", "//example.org", "example.org", ""),
        *("http://", "http://user:secret@example.org/", "http://exa mple.org/", "http://[::1/", "http://a:99999/"),
        *("http://example.org/\r\nX: y", "javascript:alert(1)"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    error = failure(url)
    assert isinstance(error, FetchRefused)
    assert "secret" not in error.problem.text()


def test_redirects_are_followed_and_the_last_address_is_told() -> None:
    with well_behaved() as (port, seen):
        answer = fetch(f"http://127.0.0.1:{port}/redirect/302/redirect/308/text", policy=INSIDE)
    assert (answer.url, len(seen)) == (f"http://127.0.0.1:{port}/text", 3)


def test_a_redirect_inward_is_refused() -> None:
    with well_behaved() as (port, _):
        policy = Policy(allowed_hosts=frozenset({"127.0.0.1"}))
        error = failure(f"http://127.0.0.1:{port}/inward", policy)
        assert error.problem.text() == (
            "http://169.254.169.254/latest/meta-data leads into a private network, so it was not fetched."
        )
        assert code(f"http://127.0.0.1:{port}/file-scheme", policy) == "bad_address"


def test_redirects_without_an_end_are_refused() -> None:
    with well_behaved() as (port, seen):
        assert code(f"http://127.0.0.1:{port}/loop") == "too_many_redirects"
    assert len(seen) == INSIDE.max_redirects + 1


def test_secrets_stay_with_their_origin() -> None:
    headers = {"Authorization": "Bearer x", "X-Other": "y"}
    with well_behaved() as (one, _), well_behaved() as (other, seen):
        fetch(f"http://127.0.0.1:{one}/elsewhere/{other}", headers=headers, policy=INSIDE)
    assert "authorization" not in seen[0][2]
    assert (seen[0][2]["x-other"], seen[0][2]["host"]) == ("y", f"127.0.0.1:{other}")


@pytest.mark.parametrize(("status", "method", "body"), [(303, "GET", b""), (302, "GET", b""), (307, "POST", b"{}")])
def test_a_redirected_post_repeats_its_body_only_where_told_so(status: int, method: str, body: bytes) -> None:
    with well_behaved() as (port, seen):
        fetch(f"http://127.0.0.1:{port}/redirect/{status}/text", method="POST", content=b"{}", policy=INSIDE)
    assert (seen[1][0], seen[1][3]) == (method, body)


def test_a_rebinding_name_server_gains_nothing() -> None:
    asked: list[str] = []

    async def rebinding(host: str, _: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    async def run(policy: Policy) -> Fetched:
        async with Fetcher(policy, resolver=rebinding) as fetcher:
            return await fetcher.fetch(f"http://town.example:{port}/text")

    with well_behaved() as (port, seen):
        assert asyncio.run(run(INSIDE)).status == 200
        assert (asked, seen[0][2]["host"]) == (["town.example"], f"town.example:{port}")


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    async def mixed(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    async def run() -> Fetched:
        async with Fetcher(Policy(), resolver=mixed) as fetcher:
            return await fetcher.fetch("http://town.example/")

    with pytest.raises(FetchRefused):
        asyncio.run(run())


def test_an_answer_over_the_limit_is_not_read_whole() -> None:
    with well_behaved() as (port, _):
        error = failure(f"http://127.0.0.1:{port}/bytes/1000001")
        assert isinstance(error, FetchTooLarge)
        assert error.problem.params["limit"] == "1"
        assert len(fetch(f"http://127.0.0.1:{port}/bytes/1000000", policy=INSIDE).content) == 1_000_000


def test_an_endless_answer_without_a_length_stops_at_the_limit() -> None:
    with badly_behaved(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 100_000] * 50) as port:
        assert code(f"http://127.0.0.1:{port}/") == "answer_too_large"


def test_a_gzip_bomb_stops_at_the_limit() -> None:
    with well_behaved() as (port, _):
        assert code(f"http://127.0.0.1:{port}/gzip/50") == "answer_too_large"
        assert len(fetch(f"http://127.0.0.1:{port}/gzip/1", policy=INSIDE).content) == 1_000_000


def test_packed_answers_are_unpacked_whole_or_refused() -> None:
    with well_behaved() as (port, _):
        assert fetch(f"http://127.0.0.1:{port}/gzip-two", policy=INSIDE).content == b"one two"
        assert code(f"http://127.0.0.1:{port}/gzip-cut") == "broken_answer"
        assert code(f"http://127.0.0.1:{port}/gzip-twice") == "broken_answer"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
    ],
)
def test_a_lying_or_broken_answer_is_an_error(answer: bytes) -> None:
    with badly_behaved(answer) as port:
        assert isinstance(failure(f"http://127.0.0.1:{port}/"), FetchFailed)


def test_a_silent_server_is_left_after_the_read_limit() -> None:
    started = time.monotonic()
    with badly_behaved(b"HTTP/1.1 200 OK\r\n", pause=2) as port:
        assert isinstance(failure(f"http://127.0.0.1:{port}/"), FetchTimeout)
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Long: "])
def test_a_slow_drip_in_body_or_headers_is_cut_by_the_total_limit(start: bytes) -> None:
    policy = Policy(allow_private=True, read_seconds=5, total_seconds=0.5)
    started = time.monotonic()
    with badly_behaved(start, *[b"x"] * 20, pause=0.1) as port:
        assert isinstance(failure(f"http://127.0.0.1:{port}/", policy), FetchTimeout)
        assert time.monotonic() - started < 1.5


def test_no_server_or_no_such_name_is_an_error() -> None:
    with badly_behaved() as port:
        pass
    assert code(f"http://127.0.0.1:{port}/") == "unreachable"
    assert code("http://none.invalid/") == "unreachable"


def test_an_error_status_is_an_answer_until_it_is_checked() -> None:
    with well_behaved() as (port, _):
        answer = fetch(f"http://127.0.0.1:{port}/status/404?token=secret", policy=INSIDE)
    assert (answer.status, answer.content) == (404, b"no")
    with pytest.raises(FetchStatus, match=r"/status/404 answered with the error 404\.$"):
        answer.checked()


def test_plain_and_asynchronous_code_get_the_same() -> None:
    with well_behaved() as (port, _):
        url = f"http://127.0.0.1:{port}/text"
        assert fetch(url, policy=INSIDE).content == asyncio.run(fetch_async(url, policy=INSIDE)).content
