"""The national platform's register, against a double of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import update

from actions.errors import NotConnected
from actions.service.identity.callers import caller_of
from actions.service.identity.national import FRESH_SECONDS, HELD_SECONDS, NationalRegister, Place
from actions.service.ids import LicenceNo
from actions.service.work import Work
from actions.store.database import Database
from actions.store.records import Lawyer
from tests.working import SECRETS

from .conftest import LIN, TRAINEE, FixedClock

HERE = Place("wechat", "openid-1")
HOLDS = timedelta(days=30)


class Platform:
    """What stands for the platform: lawyers by number, checks by ticket."""

    def __init__(self) -> None:
        self.away = False
        self.asked: list[str] = []
        self.lawyers: dict[str, dict[str, Any]] = {
            LIN: {"name": "林静", "phone": "+8613900000001", "kind": "专职", "status": "active"}
        }
        self.returns = ""
        self.passes: dict[str, dict[str, Any]] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if self.away:
            raise httpx.ConnectTimeout("no answer")
        *_, what, key = request.url.path.split("/")
        if request.method == "POST":
            self.returns = json.loads(request.content)["return_to"]
            return httpx.Response(200, json={"url": "https://verify.example.cn/once/1"})
        known = self.lawyers.get(key) if what == "lawyers" else self.passes.get(key)
        return httpx.Response(200, json=known) if known else httpx.Response(404)


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def seconds() -> list[float]:
    return [0.0]


@pytest.fixture
def register(platform: Platform, seconds: list[float]) -> NationalRegister:
    client = httpx.Client(base_url="https://platform.example.cn", transport=httpx.MockTransport(platform))
    return NationalRegister(client, now=lambda: seconds[0])


@pytest.fixture
def doing(bar: Database, clock: FixedClock, register: NationalRegister) -> Callable[..., Any]:
    def run(act: Callable[[Work], Any]) -> Any:
        with bar.write() as session:
            return act(Work(session, clock, register, SECRETS, "https://line.example.cn"))

    return run


def status(doing: Callable[..., Any], number: str = LIN) -> str | None:
    person = doing(lambda work: work.register.find(work.session, LicenceNo(number)))
    return person.status if person else None


def test_status_is_the_platforms_and_restrictions_are_the_courts(
    bar: Database, doing: Callable[..., Any], platform: Platform
) -> None:
    with bar.write() as session:
        session.execute(
            update(Lawyer).where(Lawyer.licence_no == LIN).values(restricted_functions=["query.fee"])
        )
    person = doing(lambda work: work.register.find(work.session, LicenceNo(LIN)))
    assert (person.status, person.restricted_functions) == ("active", ("query.fee",))
    assert status(doing, "11101200000000000") is None


def test_an_assistant_has_the_status_of_his_lawyer_there(
    doing: Callable[..., Any], platform: Platform, seconds: list[float]
) -> None:
    assert status(doing, TRAINEE) == "active"
    assert platform.asked == [f"/lawyers/{LIN}"]
    platform.lawyers[LIN]["status"] = "suspended"
    seconds[0] += FRESH_SECONDS
    assert status(doing, TRAINEE) == "suspended"


def test_a_state_that_nobody_knows_opens_nothing(doing: Callable[..., Any], platform: Platform) -> None:
    platform.lawyers[LIN]["status"] = "待核"
    assert status(doing) == "suspended"


def test_a_change_is_seen_within_seconds_and_silence_holds_for_minutes_only(
    doing: Callable[..., Any], platform: Platform, seconds: list[float]
) -> None:
    assert status(doing) == "active"
    platform.lawyers[LIN]["status"] = "revoked"
    assert status(doing) == "active"
    seconds[0] += FRESH_SECONDS
    assert status(doing) == "revoked"
    platform.away = True
    seconds[0] += HELD_SECONDS - 1
    assert status(doing) == "revoked"
    seconds[0] += 2
    assert status(doing) is None


def returned(platform: Platform) -> str:
    return parse_qs(urlsplit(platform.returns).query)["state"][0]


def test_a_link_is_good_once_for_the_conversation_that_asked(
    doing: Callable[..., Any], platform: Platform, register: NationalRegister
) -> None:
    url = doing(lambda work: register.link(work, LicenceNo(LIN), HERE))
    assert url.startswith("https://verify.example.cn/")
    platform.passes["t1"] = {"licence_no": LIN, "passed": True}
    state = returned(platform)
    assert doing(lambda work: register.finish(work, state, "t1", HOLDS)).licence_no == LIN
    assert doing(lambda work: caller_of(work, channel="wechat", account="openid-1")).licence_no == LIN
    assert doing(lambda work: caller_of(work, channel="wechat", account="openid-2")).level == 0
    assert doing(lambda work: register.finish(work, state, "t1", HOLDS)) is None


@pytest.mark.parametrize(
    ("result", "minutes", "state"),
    [
        ({"licence_no": LIN, "passed": False}, 0, None),
        ({"licence_no": "13101200000000001", "passed": True}, 0, None),
        ({"licence_no": LIN, "passed": True}, 11, None),
        ({"licence_no": LIN, "passed": True}, 0, "made up"),
        (None, 0, None),
    ],
    ids=["not passed", "somebody else", "too late", "no such link", "no such check"],
)
def test_what_opens_nothing(
    doing: Callable[..., Any],
    platform: Platform,
    register: NationalRegister,
    clock: FixedClock,
    result: dict[str, Any] | None,
    minutes: int,
    state: str | None,
) -> None:
    doing(lambda work: register.link(work, LicenceNo(LIN), HERE))
    if result:
        platform.passes["t1"] = result
    clock.pass_by(minutes=minutes)
    given = state or returned(platform)
    assert doing(lambda work: register.finish(work, given, "t1", HOLDS)) is None
    assert doing(lambda work: caller_of(work, channel="wechat", account="openid-1")).level == 0


def test_without_the_platform_no_link_is_made(
    doing: Callable[..., Any], platform: Platform, register: NationalRegister
) -> None:
    platform.away = True
    with pytest.raises(NotConnected):
        doing(lambda work: register.link(work, LicenceNo(LIN), HERE))
