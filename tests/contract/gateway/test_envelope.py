"""What every request passes, and the headers of every answer."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from api.entry import limits, protocol
from tests.contract.gateway import hooks
from tests.contract.gateway.conftest import Standing

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def raw(standing: Standing, request: bytes) -> bytes:
    """What comes back until the other side closes."""
    place = urlsplit(str(standing.http.base_url))
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=30) as line:
        line.sendall(request)
        answer = b""
        while piece := line.recv(4096):
            answer += piece
        return answer


def test_a_caller_who_does_not_finish_his_headers_is_let_go(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "HEADER_SECONDS", 0.05)
    assert raw(standing, b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ") == b""
    assert raw(standing, b"") == b""


def test_a_body_that_does_not_come_is_refused(standing: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "JSON", limits.Limit(1024, 0.05))
    head = b"POST /channels/web/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"
    answer = raw(standing, head)
    assert b" 408 " in answer.splitlines()[0] and b"application/problem+json" in answer


@pytest.mark.parametrize(
    ("path", "content_type", "size", "status"),
    [
        ("/channels/web/messages", "application/json", 64 * 1024 + 1, 413),
        ("/channels/twilio/sms", "application/x-www-form-urlencoded", 256 * 1024 + 1, 413),
        ("/channels/wechat", "text/xml", 64 * 1024 + 1, 413),
        ("/staff/login", "application/x-www-form-urlencoded", 256 * 1024 + 1, 413),
        ("/api/v1/requests/20261123000017/files", "multipart/form-data; boundary=x", 1024, 401),
        ("/lawyer/requests/20261123000017/supplement", "multipart/form-data; boundary=x", 1024, 401),
        (
            "/channels/web/conversations/0b5a1d0c-3a7e-4f57-9a55-0c1f5b7b8a11/files",
            "multipart/form-data; boundary=x",
            1024,
            401,
        ),
        ("/api/v1/requests", "application/json", 64 * 1024 + 1, 413),
    ],
)
@pytest.mark.parametrize("announced", [True, False])
def test_a_path_takes_so_much_and_uploads_after_the_token(
    standing: Standing, path: str, content_type: str, size: int, status: int, announced: bool
) -> None:
    body = b"x" * size
    content = body if announced else iter([body[:1000], body[1000:]])
    answer = standing.http.post(path, content=content, headers={"content-type": content_type})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/healthz", "/", "/static/house.css", "/nowhere", "/api/v1/cases"])
def test_nosniff_and_transport_security_are_everywhere(standing: Standing, path: str) -> None:
    headers = standing.http.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("path", ["/lawyer/", "/staff/", "/api/v1/cases/", "/healthz/", "/lawyer", "/staff"])
def test_no_redirect_leads_to_the_host_that_was_named(standing: Standing, path: str) -> None:
    answer = standing.http.get(path, headers={"host": "evil.example"}, follow_redirects=False)
    assert "evil.example" not in answer.headers.get("location", "")


@pytest.mark.parametrize("path", ["/metrics", "/openapi.json"])
def test_a_public_site_shows_operators_nothing_unless_it_is_wanted(standing: Standing, path: str) -> None:
    assert standing.http.get(path).status_code == 404


def test_forwarded_addresses_are_believed_from_nobody_unless_named(standing: Standing) -> None:
    """The pause of a client address is not to be had by inventing addresses."""
    asked = {"licence_no": "11101201510123456", "code": "000000"}
    answers = [forwarded(standing.http, number, asked) for number in range(3)]
    assert {answer.status_code for answer in answers} == {401}
    config = protocol.public_server(lambda: None, standing.house.settings)
    assert not config.proxy_headers
    named = standing.house.settings.model_copy(update={"trusted_proxies": "10.0.0.0/8"})
    config = protocol.public_server(lambda: None, named)
    assert config.proxy_headers and config.forwarded_allow_ips == "10.0.0.0/8"


def forwarded(http: httpx.Client, number: int, body: dict[str, str]) -> httpx.Response:
    headers = {"x-forwarded-for": f"203.0.113.{number}"}
    return http.post("/api/v1/auth/token", json=body, headers=headers)


@pytest.mark.parametrize("path", ["/static/%00", "/static/house.css%00.js", "/lawyer/requests/%00", "/%00"])
def test_a_name_with_a_nul_is_no_name(standing: Standing, path: str) -> None:
    assert standing.http.get(path).status_code == 404


def test_a_request_of_two_lengths_is_refused_and_the_line_closed(standing: Standing) -> None:
    head = b"POST /channels/web/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
    hidden = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = raw(standing, head + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden)
    assert b" 400 " in answer.splitlines()[0] and answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("path", ["/api/v1/cases", "/channels/web/messages", "/nowhere", "/healthz"])
def test_no_answer_is_kept_by_a_browser(standing: Standing, path: str) -> None:
    assert standing.http.get(path).headers["cache-control"] == "no-store"


def test_who_is_refused_reads_why_though_he_is_still_writing(standing: Standing) -> None:
    head = b"POST /api/v1/requests/20261123000017/files HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n"
    form = b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    answer = raw(standing, head + form + b"a" * 300_000)
    assert b" 401 " in answer.splitlines()[0] and answer.endswith(b"}")


def test_a_message_of_the_usual_size_passes(standing: Standing) -> None:
    assert hooks.web(standing.http, "我要查案子" * 2000).status_code == 200


def test_what_breaks_is_answered_on_a_line_that_stays_open_and_told_without_its_words(
    standing: Standing, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = "林知远"

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(said)

    monkeypatch.setattr("api.channels.web_history.transcripts.of_account", breaks)
    path = "/channels/web/conversations/0b5a1d0c-3a7e-4f57-9a55-0c1f5b7b8a11/messages"
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\n".encode()
    answer = raw(standing, request + b"\r\n" + request + b"Connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 500") == 2 and answer.count(b"application/problem+json") == 2
    assert "RuntimeError" in caplog.text and "web_history" in caplog.text
    assert said not in caplog.text


def test_values_within_values_beyond_any_use_are_refused(standing: Standing) -> None:
    nested = '{"a":' * 900 + "1" + "}" * 900
    headers = {"content-type": "application/json"}
    asked = f'{{"licence_no": "1", "code": {nested}}}'
    answer = standing.http.post("/api/v1/auth/token", content=asked.encode(), headers=headers)
    assert answer.status_code == 422


def test_a_store_that_does_not_answer_is_told_as_such(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr("api.channels.web_history.transcripts.of_account", locked)
    path = "/channels/web/conversations/0b5a1d0c-3a7e-4f57-9a55-0c1f5b7b8a11/messages"
    answer = standing.http.get(path)
    assert answer.status_code == 503 and answer.headers["retry-after"]
    assert "database" not in answer.text
