"""An invented bar and its courts, and an oracle that says who may see what: it reads this world alone."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from actions.errors import NotSignedIn
from actions.service.clock import system_clock, today
from actions.service.feed import import_feed
from actions.service.identity import callers, tokens
from actions.service.identity.hashing import PASSWORDS, Secrets
from actions.service.identity.register import FeedRegister
from actions.service.ids import LicenceNo
from actions.service.work import Means
from actions.store.matters import Request
from api.commands.chaos.stage import Stage

COURTS = ("京0105", "沪0104")
LAWYERS, CASES, ASSISTANTS = 12, 40, 6
TRAINEE = "110122"
ROLES = ("agent", "clerk", "supervisor", "auditor")
QUERIES = ("query.case", "query.hearing", "query.fee", "query.delivery")
GRANTED = (*QUERIES, "request.payment", "request.file_review")
REQUESTS = ("request.hearing_postponement", "request.file_review", "request.message_judge", "request.recusal")
CHANNELS = ("web", "voice", "sms", "wechat")

Line = dict[str, object]


@dataclass
class World:
    """What stands in the store. Who is not active has no token that opens anything."""

    cases: dict[str, str] = field(default_factory=dict)
    """Number → court."""
    hidden: set[str] = field(default_factory=set)
    """Cases that are not to be shown."""
    active: dict[str, bool] = field(default_factory=dict)
    """Lawyers and assistants."""
    restricted: dict[str, set[str]] = field(default_factory=dict)
    stands: dict[str, set[str]] = field(default_factory=dict)
    """Licence → numbers of the cases that may be shown in which he stands."""
    granted: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    """Assistant → number → functions, in the cases in which his lawyer stands."""
    staff: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """Username → role and court."""
    requests: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    """Receipt → licence, court, and whether only supervisors may see it."""
    bearers: dict[str, str] = field(default_factory=dict)
    """Licence or username → token."""

    @cached_property
    def open_pairs(self) -> list[tuple[str, str]]:
        return [(who, number) for who in self.active for number in self.cases if self.opens(who, number)]

    def opens(self, licence: str, number: str, function: str | None = None) -> bool:
        """Whether he hears of the case at all, or by this function."""
        granted = self.granted.get(licence, {}).get(number, set())
        return number in self.stands[licence] or (bool(granted) if function is None else function in granted)

    def may_request(self, licence: str, number: str, function: str) -> bool:
        mine = number in self.stands[licence]
        return (mine or function in self.granted.get(licence, {}).get(number, set())) and (
            function not in self.restricted.get(licence, set())
        )

    def staff_sees(self, username: str, court: str, *, confidential: bool = False) -> bool:
        role, own = self.staff[username]
        if role not in (("supervisor",) if confidential else ("clerk", "supervisor")):
            return False
        return own == court or (own is None and role == "supervisor")


def settled(stage: Stage) -> World:
    """The world, put into the store once for all rows of the table that live in it."""
    if stage.world is None:
        world, chance = World(), random.Random(5)
        lines = list(_lines(world, chance))
        report = import_feed(stage.db, [json.dumps(one).encode() for one in lines], clock=system_clock)
        assert not report.refused, report.refused[:3]
        _sign_in(stage, world)
        _submit(stage, world, chance)
        stage.world = world
    return stage.world


def means_of(stage: Stage) -> Means:
    return Means(stage.db, system_clock, FeedRegister(), Secrets(stage.settings.secret))


def account(licence: str) -> str:
    """On every channel, the account that this person was verified on."""
    return f"account-of-{licence}"


def _lines(world: World, chance: random.Random) -> Iterator[Line]:
    day = today(system_clock)
    for court in COURTS:
        yield {"type": "court", "code": court, "name": f"{court}人民法院", "level": "基层"}
    people = [f"1110120188{number:07d}" for number in range(LAWYERS)]
    for number, licence in enumerate(people):
        world.active[licence], world.stands[licence] = chance.random() < 0.8, set()
        world.restricted[licence] = {chance.choice(REQUESTS)} if chance.random() < 0.4 else set()
        yield {
            "type": "lawyer",
            "licence_no": licence,
            "name": "甄有名",
            "phone": f"+86137{number:08d}",
            "kind": "专职",
            "status": "active" if world.active[licence] else chance.choice(("suspended", "revoked")),
            "restricted_functions": sorted(world.restricted[licence]),
        }
    for number in range(CASES):
        case = f"（{day.year}）{COURTS[number % 2]}民初{5000 + number}号"
        yield from _case(world, chance, day, case, people)
    for number in range(ASSISTANTS):
        yield from _assistant(world, chance, day, f"{TRAINEE}{number:08d}", people[number])
    hashed = PASSWORDS.make("an invented long password")
    for role in ROLES:
        for own in (*COURTS, None):
            username = f"{role}-{own or 'seat'}"
            world.staff[username] = (role, own)
            line: Line = {"type": "staff", "username": username, "password_hash": hashed, "name": "甄主管"}
            yield line | {"role": role} | ({"court_code": own} if own else {})


def _case(world: World, chance: random.Random, day: date, number: str, people: list[str]) -> Iterator[Line]:
    court = next(code for code in COURTS if code in number)
    shown, world.cases[number] = chance.random() < 0.9, court
    world.hidden |= set() if shown else {number}
    yield {"type": "case", "case_number": number, "court_code": court, "stage": "trial", "public": shown}
    yield {
        "type": "hearing",
        "id": f"h-{number[1:5]}-{number[-5:-1]}",
        "case_number": number,
        "starts_at": f"{(day + timedelta(days=30)).isoformat()}T09:30:00+08:00",
    }
    yield {
        "type": "fee",
        "id": f"fee-{number[1:5]}-{number[-5:-1]}",
        "case_number": number,
        "kind": "案件受理费",
        "amount_yuan": "9080.00",
    }
    for licence in chance.sample(people, 2):
        verified, past, removed = chance.random() < 0.8, chance.random() < 0.2, chance.random() < 0.1
        line: Line = {"type": "representation", "case_number": number, "licence_no": licence}
        line |= {"authority": "general", "verified": verified}
        yield line | ({"until": (day - timedelta(days=1)).isoformat()} if past else {})
        if removed:
            yield {"type": "representation", "case_number": number, "licence_no": licence, "removed": True}
        if verified and not past and not removed and shown and world.active[licence]:
            world.stands[licence].add(number)


def _assistant(
    world: World, chance: random.Random, day: date, licence: str, principal: str
) -> Iterator[Line]:
    world.stands[licence], world.granted[licence] = set(), {}
    world.active[licence] = world.active[principal]
    yield {
        "type": "assistant",
        "licence_no": licence,
        "name": "甄助理",
        "phone": f"+86136{int(licence[-8:]):08d}",
        "principal_licence_no": principal,
        "kind": "trainee",
    }
    for number in chance.sample(list(world.cases), 20):
        functions, past = chance.sample(GRANTED, chance.choice((1, 2))), chance.random() < 0.2
        line: Line = {"type": "assistant_grant", "assistant_licence_no": licence, "case_number": number}
        line |= {"functions": functions}
        yield line | ({"until": (day - timedelta(days=1)).isoformat()} if past else {})
        if not past and number in world.stands[principal]:
            world.granted[licence][number] = set(functions)


def _sign_in(stage: Stage, world: World) -> None:
    """Everybody on the platform, and verified on one account of each channel; of who may not, nothing that
    opens anything."""
    with means_of(stage).writing() as work:
        for licence in world.active:
            try:
                world.bearers[licence] = tokens.issue_lawyer(work, licence).access_token
            except NotSignedIn:
                world.bearers[licence] = "none"
            person = work.register.find(work.session, LicenceNo(licence))
            assert person is not None
            for channel in CHANNELS:
                begun = {"account": account(licence), "person": person, "lasts": timedelta(days=2)}
                callers.begin(work, channel=channel, method="code", **begun)  # type: ignore[arg-type]
        for username in world.staff:
            issued = tokens.issue_staff(work.session, work.clock, username)
            world.bearers[username] = issued.access_token


def _submit(stage: Stage, world: World, chance: random.Random) -> None:
    """A request of each lawyer in each of his cases, and some of lawyers who stand there no more."""
    now = system_clock()
    with stage.db.write() as session:
        for number, (case, court) in enumerate(world.cases.items()):
            licence = chance.choice([each for each in world.stands if not each.startswith(TRAINEE)])
            function, receipt = chance.choice(REQUESTS), f"9001010{number:07d}"
            confidential = function == "request.recusal"
            world.requests[receipt] = (licence, court, confidential)
            fields = {"person": "不相干", "facts": "不相干"} if confidential else {"reason": "庭期冲突"}
            session.add(
                Request(
                    receipt_no=receipt,
                    function=function,
                    case_number=case,
                    court_code=court,
                    licence_no=licence,
                    channel="platform",
                    status="registered",
                    fields=fields,
                    needs=[],
                    submitted_at=now,
                    due_at=now + timedelta(days=3),
                    supervisor_only=confidential,
                )
            )
