"""Customer-service messages against a double of WeChat's platform: bytes, window, token and quota."""

from __future__ import annotations

import itertools
import json
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from requests.adapters import BaseAdapter
from sqlalchemy import select

from actions.errors import SetupError
from actions.service import outbox
from actions.service.outgoing import allowances
from actions.store.conversations import Outgoing
from actions.store.database import Database
from api.channels.carriers import WeChatCustomerService
from api.channels.outgoing import Dispatcher
from api.channels.wechat_client import OneToken
from api.channels.wechat_menu import columns, menu
from api.settings import Settings

from .fake_house import FakeClock

OPENID = "oInvented_0001"
LONG = "".join(f"第{number}点，当事人有权申请回避。" for number in range(150))
QUESTION = "还要办哪一样？\n1. 查开庭\n2. 申请延期"


@dataclass
class Platform(BaseAdapter):
    """What WeChat's platform takes and refuses, as its documents say."""

    clock: FakeClock
    spoke_at: datetime | None = None
    messages: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    menus: list[dict[str, Any]] = field(default_factory=list)
    left: int = 0
    outage: bool = False
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def user_speaks(self) -> None:
        self.spoke_at, self.left = self.clock(), 5

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        assert options.get("timeout")
        if self.outage:
            raise requests.ConnectionError
        address = urlsplit(request.url or "")
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        body = json.loads(cast(bytes, request.body)) if request.body else {}
        answer = self._answer(address.path, query, body)
        response = requests.Response()
        response.status_code, response.request, response.url = 200, request, request.url or ""
        response._content = json.dumps(answer).encode()
        return response

    def _answer(self, path: str, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        if path.endswith("/token"):
            self.tokens.append(f"token-{next(self.numbers)}")
            return {"access_token": self.tokens[-1], "expires_in": 7200}
        if query.get("access_token") != (self.tokens or [""])[-1]:
            return {"errcode": 40001, "errmsg": "invalid credential"}
        if path.endswith("/menu/create"):
            self.menus.append(body)
            return {"errcode": 0, "errmsg": "ok"}
        return self._taken(body["text"]["content"])

    def _taken(self, text: str) -> dict[str, Any]:
        if len(text.encode()) > 2047:
            return {"errcode": 45002, "errmsg": "content size out of limit"}
        if self.spoke_at is None or self.clock() - self.spoke_at >= timedelta(hours=48):
            return {"errcode": 45015, "errmsg": "response out of time limit"}
        if self.left == 0:
            return {"errcode": 45047, "errmsg": "out of response count limit"}
        self.left -= 1
        self.messages.append(text)
        return {"errcode": 0, "errmsg": "ok"}

    def close(self) -> None: ...


@pytest.fixture
def platform(clock: FakeClock) -> Platform:
    return Platform(clock)


def client(settings: Settings, database: Database, platform: Platform) -> OneToken:
    made = OneToken(settings, database, platform.clock)
    made._http.mount("https://api.weixin.qq.com", platform)
    return made


def process(settings: Settings, database: Database, platform: Platform) -> Dispatcher:
    """What sends in one process of the service."""
    carrier = WeChatCustomerService(client(settings, database, platform))
    return Dispatcher(database, platform.clock, {"wechat": carrier})


@pytest.fixture
def dispatcher(settings: Settings, database: Database, platform: Platform) -> Dispatcher:
    return process(settings, database, platform)


def queue(database: Database, clock: FakeClock, *texts: str) -> None:
    with database.write() as session:
        for text in texts:
            outbox.send(session, clock, "wechat", OPENID, text)


def speaks(database: Database, platform: Platform) -> None:
    """The user writes, and the door takes note."""
    platform.user_speaks()
    with database.write() as session:
        allowances.renew(session, platform.clock, "wechat", OPENID, "message", platform.clock())


def waiting(database: Database) -> list[bool]:
    with database.read() as session:
        return [row.waits_for_word for row in session.scalars(select(Outgoing).order_by(Outgoing.id))]


def test_a_long_text_goes_out_in_pieces_the_question_whole_and_last(
    database: Database, clock: FakeClock, platform: Platform, dispatcher: Dispatcher
) -> None:
    speaks(database, platform)
    queue(database, clock, f"{LONG}\n\n{QUESTION}")
    assert dispatcher.run_once() == 1
    assert len(platform.messages) == 4
    assert platform.messages[-1].endswith(QUESTION)
    assert all(piece.endswith("。") for piece in platform.messages[:-1])
    assert "".join(platform.messages).replace("\n", "") == f"{LONG}{QUESTION}".replace("\n", "")


def test_what_went_out_before_an_outage_does_not_go_out_again(
    database: Database, clock: FakeClock, platform: Platform, dispatcher: Dispatcher
) -> None:
    speaks(database, platform)
    queue(database, clock, f"{LONG}\n\n{QUESTION}")
    take = platform._taken

    def breaks_down(text: str) -> dict[str, Any]:
        platform._taken = take  # type: ignore[method-assign]
        platform.outage = True
        return take(text)

    platform._taken = breaks_down  # type: ignore[method-assign]
    assert dispatcher.run_once() == 0
    platform.outage = False
    clock.passes(timedelta(hours=1))
    assert dispatcher.run_once() == 1
    assert len(platform.messages) == len(set(platform.messages)) == 4


def test_what_is_over_the_quota_waits_for_the_next_word(
    database: Database, clock: FakeClock, platform: Platform, dispatcher: Dispatcher
) -> None:
    speaks(database, platform)
    queue(database, clock, *"一二三四五六七")
    assert dispatcher.run_once() == 5
    clock.passes(timedelta(hours=30))
    assert dispatcher.run_once() == 0
    assert waiting(database)[5:] == [True, True]
    speaks(database, platform)
    assert dispatcher.run_once() == 2
    assert "".join(platform.messages) == "一二三四五六七"


def test_the_platforms_word_counts_where_ours_differs(
    database: Database, clock: FakeClock, platform: Platform, dispatcher: Dispatcher
) -> None:
    queue(database, clock, "您的申请已受理")
    assert dispatcher.run_once() == 0  # 45015: he has not written yet
    assert waiting(database) == [True]
    speaks(database, platform)
    platform.left = 0  # another system of the account has used it up
    assert dispatcher.run_once() == 0
    speaks(database, platform)
    clock.passes(timedelta(seconds=1))
    speaks(database, platform)
    assert dispatcher.run_once() == 1


def test_after_the_window_nothing_is_tried(
    database: Database, clock: FakeClock, platform: Platform, dispatcher: Dispatcher
) -> None:
    speaks(database, platform)
    clock.passes(timedelta(hours=48))
    queue(database, clock, "您的申请已受理")
    assert (dispatcher.run_once(), platform.tokens) == (0, [])


def test_a_message_told_again_does_not_fill_the_quota_up(
    database: Database, clock: FakeClock, platform: Platform, dispatcher: Dispatcher
) -> None:
    speaks(database, platform)
    queue(database, clock, *"一二三")
    dispatcher.run_once()
    with database.write() as session:
        allowances.renew(session, clock, "wechat", OPENID, "message", cast(datetime, platform.spoke_at))
    queue(database, clock, *"四五六")
    assert dispatcher.run_once() == 2


def test_one_token_serves_all_processes(settings: Settings, database: Database, platform: Platform) -> None:
    """Two that need it at once fetch it once; one that was made dead is fetched anew, also once."""
    clients = [client(settings, database, platform) for _ in range(3)]
    platform.user_speaks()
    start, failures = threading.Barrier(3), list[BaseException]()

    def send(one: OneToken) -> None:
        try:
            start.wait(10)
            one.message.send_text(OPENID, "您好")
        except BaseException as error:
            failures.append(error)

    for tokens in (1, 2):
        platform.left = 5
        threads = [threading.Thread(target=send, args=(one,)) for one in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(platform.tokens) == tokens
        platform.clock.passes(timedelta(hours=2))


def test_a_token_that_the_platform_has_ended_is_fetched_anew(
    settings: Settings, database: Database, platform: Platform
) -> None:
    one, other = client(settings, database, platform), client(settings, database, platform)
    platform.user_speaks()
    one.message.send_text(OPENID, "您好")
    platform.tokens.append("somebody-elses")
    other.message.send_text(OPENID, "您好")
    one.message.send_text(OPENID, "您好")
    assert platform.tokens == ["token-1", "somebody-elses", "token-2"]


def test_a_fetch_that_fails_leaves_it_to_the_next(
    settings: Settings, database: Database, platform: Platform
) -> None:
    one = client(settings, database, platform)
    platform.user_speaks()
    platform.outage = True
    with pytest.raises(requests.ConnectionError):
        one.message.send_text(OPENID, "您好")
    platform.outage = False
    one.message.send_text(OPENID, "您好")
    assert platform.messages == ["您好"]


def test_the_menu_is_as_the_platform_takes_it(
    settings: Settings, database: Database, platform: Platform
) -> None:
    client(settings, database, platform).menu.create(menu("https://hotline.example.cn"))
    (made,) = platform.menus
    assert [len(column["sub_button"]) <= 5 for column in made["button"]] == [True] * 3
    buttons = [one for column in made["button"] for one in column["sub_button"]]
    assert {one["type"] for one in buttons} == {"click", "view"}
    keys = [item.key for column in columns() for item in column.items if item.key]
    assert len(keys) == len(set(keys))


def test_without_the_secret_no_menu_is_made(settings: Settings) -> None:
    from rich.console import Console

    from api.commands.wechat import make_menu

    with pytest.raises(SetupError, match="HOTLINE_WECHAT_APP_SECRET"):
        make_menu(settings.model_copy(update={"wechat_app_secret": None}), Console(quiet=True))
