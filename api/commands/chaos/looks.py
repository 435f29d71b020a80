"""Who may look at what: (lawyer, assistant or staff; case or request; role, grant, restriction; channel; way
in), drawn at random and compared with what the world says."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

import httpx

from actions.service.identity import callers
from actions.service.identity.visibility import barred_from, visible_case
from api.commands.chaos.row import Row, at_once
from api.commands.chaos.stage import Stage
from api.commands.chaos.world import CHANNELS, GRANTED, REQUESTS, World, account, means_of, settled

Look = tuple[Callable[[], bool], bool]
"""A look, which says whether it saw anything, and whether it may."""
CHANGES = ("withdraw", "supplement", "sign", "files")


def looks(stage: Stage, count: int) -> Row:
    world, chance = settled(stage), random.Random(6)
    drawn = [chance.choice(WAYS)(stage, world, chance) for _ in range(count)]
    wrong_in = wrong_out = 0
    for saw, (_, may) in zip(at_once(look for look, _ in drawn), drawn, strict=True):
        wrong_in += saw and not may
        wrong_out += may and not saw
    figures = {"看了不该看的": (0, wrong_in), "该看的没看到": (0, wrong_out)}
    return Row(count, figures, f"{len(WAYS)} 种门路")


def _case(stage: Stage, world: World, chance: random.Random) -> Look:
    who, number = _pair(world, chance)
    return partial(_api, stage, world, who, f"cases/{quote(number)}"), world.opens(who, number)


def _case_page(stage: Stage, world: World, chance: random.Random) -> Look:
    who, number = _pair(world, chance)
    return partial(_page, stage, world, who, f"/lawyer/cases/{quote(number)}"), world.opens(who, number)


def _in_a_list(stage: Stage, world: World, chance: random.Random) -> Look:
    who, number = _pair(world, chance)
    look = partial(_listed, stage, world, who, "cases", {"case_number": number})
    return look, world.opens(who, number)


def _hearing(stage: Stage, world: World, chance: random.Random) -> Look:
    who, number = _pair(world, chance)

    def look() -> bool:
        answer = _get(stage, world, who, "hearings")
        return answer.status_code == 200 and number in answer.text

    return look, world.opens(who, number, "query.hearing")


def _fee_link(stage: Stage, world: World, chance: random.Random) -> Look:
    who, number = _pair(world, chance)
    may = world.opens(who, number, "query.fee") or world.opens(who, number, "request.payment")
    return partial(_page, stage, world, who, f"/lawyer/fees/fee-{number[1:5]}-{number[-5:-1]}"), may


def _request(stage: Stage, world: World, chance: random.Random) -> Look:
    who, receipt = _his_or_any(world, chance)
    return partial(_api, stage, world, who, f"requests/{receipt}"), _owns(world, who, receipt)


def _request_page(stage: Stage, world: World, chance: random.Random) -> Look:
    who, receipt = _his_or_any(world, chance)
    return partial(_page, stage, world, who, f"/lawyer/requests/{receipt}"), _owns(world, who, receipt)


def _request_in_a_list(stage: Stage, world: World, chance: random.Random) -> Look:
    who, receipt = _his_or_any(world, chance)
    look = partial(_listed, stage, world, who, "requests", {"receipt_no": receipt})
    return look, _owns(world, who, receipt)


def _change(stage: Stage, world: World, chance: random.Random) -> Look:
    """Only others': it would change what the rest looks at."""
    receipt, act = chance.choice(list(world.requests)), chance.choice(CHANGES)
    who = chance.choice([each for each in world.active if not _owns(world, each, receipt)])
    given = {"files": {"file": ("a.pdf", b"%PDF-1.7 x")}} if act == "files" else {"json": {"text": "补充"}}
    given = {} if act in ("sign", "withdraw") else given

    def look() -> bool:
        answer = stage.http.post(f"/api/v1/requests/{receipt}/{act}", headers=_by(world, who), **given)
        return answer.status_code not in (401, 404)

    return look, False


def _desk(stage: Stage, world: World, chance: random.Random) -> Look:
    """What a talk hears, which the chat, the telephone, SMS and WeChat ask at every turn; at times on an
    account on which nobody is verified."""
    (who, number), channel = _pair(world, chance), chance.choice(CHANNELS)
    function, stranger = chance.choice(GRANTED), chance.random() < 0.1
    place = "another account" if stranger else account(who)

    def look() -> bool:
        with means_of(stage).reading() as work:
            caller = callers.caller_of(work, channel=channel, account=place)
            return visible_case(work.session, work.clock, caller, number, function) is not None

    return look, not stranger and world.opens(who, number, function)


def _wish(stage: Stage, world: World, chance: random.Random) -> Look:
    """Whether a talk would register it: what is granted, what is restricted, what assistants never may."""
    (who, number), channel = _pair(world, chance), chance.choice(CHANNELS)
    function = chance.choice((*REQUESTS, "request.payment"))

    def look() -> bool:
        with means_of(stage).reading() as work:
            caller = callers.caller_of(work, channel=channel, account=account(who))
            case = visible_case(work.session, work.clock, caller, number, function)
            return case is not None and barred_from(work, caller, case, function, "rich") is None

    return look, world.may_request(who, number, function)


def _submission(stage: Stage, world: World, chance: random.Random) -> Look:
    """Only what may not be: the rest would be registered."""
    function = chance.choice(REQUESTS)
    barred = [
        (who, number)
        for who in world.active
        for number in chance.sample(list(world.cases), 4)
        if not world.may_request(who, number, function)
    ]
    who, number = chance.choice(barred)
    body = {"function": function, "case_number": number, "fields": {"reason": "庭期冲突"}}

    def look() -> bool:
        answer = stage.http.post("/api/v1/requests", headers=_by(world, who), json=body)
        return answer.status_code not in (401, 403, 404)

    return look, False


def _staff_case(stage: Stage, world: World, chance: random.Random) -> Look:
    who, number = chance.choice(list(world.staff)), _number(world, chance)
    may = number not in world.hidden and world.staff_sees(who, world.cases[number])
    return partial(_api, stage, world, who, f"staff/cases/{quote(number)}"), may


def _staff_request(stage: Stage, world: World, chance: random.Random) -> Look:
    who, receipt = chance.choice(list(world.staff)), chance.choice(list(world.requests))
    _, court, confidential = world.requests[receipt]
    may = world.staff_sees(who, court, confidential=confidential)
    return partial(_api, stage, world, who, f"staff/requests/{receipt}"), may


def _staff_page(stage: Stage, world: World, chance: random.Random) -> Look:
    who, receipt = chance.choice(list(world.staff)), chance.choice(list(world.requests))
    _, court, confidential = world.requests[receipt]
    may = world.staff_sees(who, court, confidential=confidential)
    return partial(_page, stage, world, who, f"/staff/requests/{receipt}"), may


def _queue(stage: Stage, world: World, chance: random.Random) -> Look:
    who, receipt = chance.choice(list(world.staff)), chance.choice(list(world.requests))
    _, court, confidential = world.requests[receipt]
    look = partial(_listed, stage, world, who, "staff/queue", {"receipt_no": receipt})
    return look, world.staff_sees(who, court, confidential=confidential)


def _other_side(stage: Stage, world: World, chance: random.Random) -> Look:
    """A lawyer's token at the console, a member of staff's on the platform."""
    lawyer, member = _lawyer(world, chance), chance.choice(list(world.staff))
    number = quote(_number(world, chance))
    if chance.random() < 0.5:
        return partial(_api, stage, world, lawyer, f"staff/cases/{number}"), False
    return partial(_api, stage, world, member, f"cases/{number}"), False


WAYS = (
    *(_case, _case_page, _in_a_list, _hearing, _fee_link, _request, _request_page, _request_in_a_list),
    *(_change, _desk, _wish, _submission, _staff_case, _staff_request, _staff_page, _queue, _other_side),
)


def _lawyer(world: World, chance: random.Random) -> str:
    return chance.choice(list(world.active))


def _pair(world: World, chance: random.Random) -> tuple[str, str]:
    """Anybody and any case; every other time a case that is open to him."""
    if chance.random() < 0.5:
        return chance.choice(world.open_pairs)
    return _lawyer(world, chance), _number(world, chance)


def _his_or_any(world: World, chance: random.Random) -> tuple[str, str]:
    receipt = chance.choice(list(world.requests))
    return (world.requests[receipt][0] if chance.random() < 0.5 else _lawyer(world, chance)), receipt


def _number(world: World, chance: random.Random) -> str:
    return chance.choice(list(world.cases))


def _owns(world: World, who: str, receipt: str) -> bool:
    return world.requests[receipt][0] == who and world.active[who]


def _by(world: World, who: str) -> dict[str, str]:
    return {"authorization": f"Bearer {world.bearers[who]}"}


def _get(
    stage: Stage, world: World, who: str, path: str, asked: dict[str, str] | None = None
) -> httpx.Response:
    return stage.http.get(f"/api/v1/{path}", headers=_by(world, who), params=asked)


def _api(stage: Stage, world: World, who: str, path: str) -> bool:
    return _get(stage, world, who, path).status_code == 200


def _listed(stage: Stage, world: World, who: str, path: str, asked: dict[str, str]) -> bool:
    answer = _get(stage, world, who, path, asked)
    return answer.status_code == 200 and bool(answer.json()["items"])


def _page(stage: Stage, world: World, who: str, path: str) -> bool:
    """The page itself, or where it leads within the platform; the login is nothing seen."""
    cookie = f"hotline_{path.split('/')[1]}={world.bearers[who]}"
    answer = stage.http.get(path, headers={"cookie": cookie})
    leads = answer.headers.get("location", "")
    return answer.status_code == 200 or (answer.status_code == 303 and not leads.endswith("/login"))
