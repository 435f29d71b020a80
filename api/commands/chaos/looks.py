"""Who may look at what: cases and requests of others, on the platform and in the console, against an oracle
of its own that reads nothing but the world it made."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from urllib.parse import quote

import httpx

from actions.errors import NotSignedIn
from actions.service.clock import system_clock, today
from actions.service.feed import import_feed
from actions.service.identity import tokens
from actions.service.identity.hashing import PASSWORDS, Secrets
from actions.service.identity.register import FeedRegister
from actions.service.work import Means
from api.commands.chaos.row import Row, at_once
from api.commands.chaos.stage import Stage

COURTS = ("京0105", "沪0104")
LAWYERS, CASES, ASSISTANTS = 12, 40, 6
ROLES = ("agent", "clerk", "supervisor")
FUNCTIONS = ("query.case", "query.hearing", "query.fee")


@dataclass
class World:
    """What was put into the store, and who may therefore see what."""

    lines: list[dict[str, object]] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)
    """Number → court."""
    open_to: dict[str, set[str]] = field(default_factory=dict)
    """Licence → numbers of cases."""
    staff: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """Username → role and court."""

    def lawyer_sees(self, licence: str, number: str) -> bool:
        return number in self.open_to[licence]

    def staff_sees(self, username: str, number: str) -> bool:
        role, court = self.staff[username]
        if role == "agent":
            return False
        return court == self.cases[number] or (court is None and role == "supervisor")


def looks(stage: Stage, count: int) -> Row:
    world = _made(random.Random(5))
    report = import_feed(stage.db, [json.dumps(one).encode() for one in world.lines], clock=system_clock)
    assert not report.refused, report.refused
    lawyers, staff = _tokens(stage, world)
    chance = random.Random(6)
    jobs, allowed = [], []
    for _ in range(count):
        number = chance.choice(list(world.cases))
        if chance.random() < 0.7:
            who = chance.choice(list(lawyers))
            jobs.append(partial(_look, stage.http, f"/api/v1/cases/{quote(number)}", lawyers[who]))
            allowed.append(world.lawyer_sees(who, number))
        else:
            who = chance.choice(list(staff))
            jobs.append(partial(_look, stage.http, f"/api/v1/staff/cases/{quote(number)}", staff[who]))
            allowed.append(world.staff_sees(who, number))
    wrong_in = wrong_out = 0
    for answer, may in zip(at_once(jobs), allowed, strict=True):
        wrong_in += answer.status_code == 200 and not may
        wrong_out += answer.status_code != 200 and may
    seen = f"看了不该看的 {wrong_in}，该看的没看到 {wrong_out}"
    return Row("谁能看谁的案件", count, "看了不该看的 0，该看的没看到 0", seen)


def _look(http: httpx.Client, path: str, token: str) -> httpx.Response:
    return http.get(path, headers={"authorization": f"Bearer {token}"})


def _made(chance: random.Random) -> World:
    world = World()
    day = today(system_clock)
    for court in COURTS:
        world.lines.append({"type": "court", "code": court, "name": f"{court}人民法院", "level": "基层"})
    people = [f"1110120188{number:07d}" for number in range(LAWYERS)]
    active = {licence: chance.random() < 0.8 for licence in people}
    for number, licence in enumerate(people):
        world.lines.append(
            {
                "type": "lawyer",
                "licence_no": licence,
                "name": "甄有名",
                "phone": f"+86137{number:08d}",
                "kind": "专职",
                "status": "active" if active[licence] else chance.choice(("suspended", "revoked")),
            }
        )
        world.open_to[licence] = set()
    for number in range(CASES):
        court, shown = COURTS[number % 2], chance.random() < 0.9
        case = f"（{day.year}）{court}民初{5000 + number}号"
        world.cases[case] = court
        world.lines.append(
            {"type": "case", "case_number": case, "court_code": court, "stage": "trial", "public": shown}
        )
        for licence in chance.sample(people, 2):
            verified, past = chance.random() < 0.8, chance.random() < 0.2
            until = {"until": (day - timedelta(days=1)).isoformat()} if past else {}
            world.lines.append(
                {
                    "type": "representation",
                    "case_number": case,
                    "licence_no": licence,
                    "authority": "general",
                    "verified": verified,
                    **until,
                }
            )
            if verified and not past and shown and active[licence]:
                world.open_to[licence].add(case)
    _assistants(world, people, active, chance)
    _staff(world)
    return world


def _assistants(world: World, people: list[str], active: dict[str, bool], chance: random.Random) -> None:
    for number in range(ASSISTANTS):
        principal, licence = people[number], f"T{number:013d}"
        world.lines.append(
            {
                "type": "assistant",
                "licence_no": licence,
                "name": "甄助理",
                "phone": f"+86136{number:08d}",
                "principal_licence_no": principal,
                "kind": "trainee",
            }
        )
        world.open_to[licence] = set()
        for case in chance.sample(list(world.cases), 6):
            world.lines.append(
                {
                    "type": "assistant_grant",
                    "assistant_licence_no": licence,
                    "case_number": case,
                    "functions": [chance.choice(FUNCTIONS)],
                }
            )
            if case in world.open_to[principal] and active[principal]:
                world.open_to[licence].add(case)


def _staff(world: World) -> None:
    hashed = PASSWORDS.make("an invented long password")
    for role in ROLES:
        for court in (*COURTS, None):
            username = f"{role}-{court or 'seat'}"
            world.staff[username] = (role, court)
            line: dict[str, object] = {
                "type": "staff",
                "username": username,
                "password_hash": hashed,
                "name": "甄主管",
                "role": role,
            }
            world.lines.append(line | ({"court_code": court} if court else {}))


def _tokens(stage: Stage, world: World) -> tuple[dict[str, str], dict[str, str]]:
    """Bearers of everybody; of who may not sign in, one that opens nothing."""
    means = Means(stage.db, system_clock, FeedRegister(), Secrets(stage.settings.secret))
    lawyers, staff = {}, {}
    with means.writing() as work:
        for licence in world.open_to:
            try:
                lawyers[licence] = tokens.issue_lawyer(work, licence).access_token
            except NotSignedIn:
                lawyers[licence] = "none"
        for username in world.staff:
            staff[username] = tokens.issue_staff(work.session, work.clock, username).access_token
    return lawyers, staff
