"""What the chat page fetches besides answers: for whoever holds the conversation's secret alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import httpx
import pytest

from tests.running import open_doors
from tests.staging import Staged, staged

PDF = ("传票.pdf", b"%PDF-1.7 x", "application/pdf")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    with staged(tmp_path_factory.mktemp("history"), "") as running:
        yield running


@pytest.fixture(scope="module")
def http(stage: Staged) -> Iterator[httpx.Client]:
    with open_doors(stage.house) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client


class Page:
    """A browser with its conversation."""

    def __init__(self, http: httpx.Client) -> None:
        self.http, self.secret, self.said = http, str(uuid.uuid4()), 0

    def path(self, what: str) -> str:
        return f"/channels/web/conversations/{self.secret}/{what}"

    def says(self, text: str) -> None:
        self.said += 1
        body = {"conversation_id": self.secret, "message_id": f"m{self.said}", "text": text}
        self.http.post("/channels/web/messages", json=body).raise_for_status()

    def upload(self, receipt_no: str, key: str | None = None) -> httpx.Response:
        headers = {"idempotency-key": key} if key else {}
        form, files = {"receipt_no": receipt_no}, {"file": PDF}
        return self.http.post(self.path("files"), data=form, files=files, headers=headers)

    def receipt(self) -> str:
        (item,) = self.http.get(self.path("requests")).json()["items"]
        return str(item["receipt_no"])


@pytest.fixture
def page(http: httpx.Client) -> Page:
    return Page(http)


def test_the_history_says_whose_each_line_is_and_what_it_answers(page: Page) -> None:
    page.says("什么时候开庭")
    page.says("让我选")
    got = page.http.get(page.path("messages"))
    assert got.headers["cache-control"] == "no-store"
    found = got.json()
    assert [(one["author"], one["text"], one["message_id"]) for one in found["items"]] == [
        ("caller", "什么时候开庭", "m1"),
        ("bot", "听到了：什么时候开庭", "m1"),
        ("caller", "让我选", "m2"),
        ("bot", "您要办哪一样？", "m2"),
    ]
    assert [option["title"] for option in found["items"][-1]["options"]] == ["查开庭", "申请延期"]
    assert (found["handled_by"], found["ended"]) == ("bot", False)
    since = page.http.get(page.path("messages"), params={"after": found["items"][1]["id"]}).json()
    assert [one["text"] for one in since["items"]] == ["让我选", "您要办哪一样？"]


def test_another_secret_shows_nothing_and_none_is_refused(http: httpx.Client) -> None:
    Page(http).says("什么时候开庭")
    assert http.get(Page(http).path("messages")).json()["items"] == []
    for what in ("messages", "requests", "events"):
        assert http.get(f"/channels/web/conversations/1/{what}").status_code == 422


def test_who_is_not_verified_sees_no_requests_and_adds_nothing(page: Page, stage: Staged) -> None:
    stage.verify(page.secret)
    page.says("登记延期开庭")
    receipt = page.receipt()
    stranger = Page(page.http)
    stranger.says("什么时候开庭")
    assert stranger.http.get(stranger.path("requests")).json() == {"items": []}
    assert stranger.upload(receipt).status_code == 401


def test_a_card_says_what_it_is_and_where_it_stands(page: Page, stage: Staged) -> None:
    stage.verify(page.secret)
    page.says("登记延期开庭")
    (card,) = page.http.get(page.path("requests")).json()["items"]
    assert (card["title"], card["status"], card["status_title"], card["open"]) == (
        "申请延期开庭",
        "registered",
        "已登记",
        True,
    )
    assert card["url"] == f"/lawyer/requests/{card['receipt_no']}"


def test_a_file_sent_twice_is_kept_once(page: Page, stage: Staged) -> None:
    stage.verify(page.secret)
    page.says("登记延期开庭")
    first, again = (page.upload(page.receipt(), key="k1") for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    assert page.upload("26000000000000").status_code == 404
