"""An invented court with one lawyer, his assistant and his cases."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.service.clock import BEIJING
from actions.service.identity.callers import Caller
from actions.service.ids import LicenceNo
from actions.service.requests.receipt import Receipt
from actions.service.requests.subject import OneCase
from actions.service.requests.submission import Origin, Wanted, submit
from actions.service.turn_effects import Effects
from actions.service.work import Work
from actions.store.conversations import Conversation, Turn
from actions.store.identities import Challenge, Verification
from actions.store.records import (
    Assistant,
    AssistantGrant,
    Case,
    Court,
    Hearing,
    Lawyer,
    Milestone,
    Representation,
    Staff,
)
from tests.codes import code_used_at
from tests.working import work

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=BEIJING)
LICENCE = LicenceNo("13101201010123456")
HELPER = LicenceNo("19012603210001")
PHONE = "+8613800000001"
CIVIL = "（2026）沪0101民初101号"
CLOSED = "（2025）沪0101民初7号"
CRIMINAL = "（2026）沪0101刑初9号"
FOREIGN = "（2026）沪0101民初999号"

LAWYER = Caller(1, LICENCE, "lawyer", "周衡")
ON_PLATFORM = Caller(2, LICENCE, "lawyer", "周衡")
ASSISTANT = Caller(1, HELPER, "assistant", "小陶")

POSTPONE = {"reason": "与另案庭期冲突"}
RECUSE = {"person": "沈默", "office": "审判员", "ground": "interest", "facts": "持有被告公司的股份"}
REVIEW = {"way": "线上阅卷"}


def clock() -> datetime:
    return NOW


def later(**by: int) -> datetime:
    return NOW + timedelta(**by)


def code_used() -> Challenge:
    """A code that the lawyer used on the platform just now."""
    return code_used_at(NOW, LICENCE, "127.0.0.1")


def furnish(session: Session) -> None:
    session.add(Court(code="沪0101", name="黄浦法院", level="基层", phone="021-00000000"))
    session.add(Lawyer(licence_no=LICENCE, name="周衡", phone=PHONE, kind="专职", status="active"))
    session.flush()
    session.add(
        Assistant(
            licence_no=HELPER,
            name="小陶",
            phone="+8613800000002",
            principal_licence_no=LICENCE,
            kind="trainee",
        )
    )
    for number, stage in ((CIVIL, "trial"), (CLOSED, "closed"), (CRIMINAL, "closed"), (FOREIGN, "trial")):
        session.add(
            Case(
                case_number=number,
                court_code="沪0101",
                stage=stage,
                procedure="简易程序",
                judge={"name": "沈默", "phone": "021-00000001"},
                clerk={"name": "韩梅", "phone": "021-00000002"},
            )
        )
    session.flush()
    for number in (CIVIL, CLOSED, CRIMINAL):
        session.add(
            Representation(case_number=number, licence_no=LICENCE, authority="general", verified=True)
        )
    functions = ["request.file_review"]
    session.add(AssistantGrant(assistant_licence_no=HELPER, case_number=CIVIL, functions=functions))
    session.add(Milestone(case_number=CLOSED, kind="closed", at=later(days=-30)))
    session.add(Hearing(id="h1", case_number=CIVIL, starts_at=later(days=10), place="第三法庭"))
    for username, name, role in (
        ("gu", "顾问天", "supervisor"),
        ("chen", "沈墨", "supervisor"),
        ("lin", "林一", "clerk"),
    ):
        session.add(Staff(username=username, password_hash="-", name=name, court_code="沪0101", role=role))
    session.flush()


def conversation(session: Session, channel: str, *, address: str | None = None, verified: bool = True) -> str:
    """An open conversation of the lawyer with one turn `t-<channel>`; returns its id."""
    session.add(
        Conversation(
            id=f"c-{channel}",
            channel=channel,
            account=f"a-{channel}",
            address=address,
            opened_at=NOW,
            last_at=NOW,
            owner="bot",
        )
    )
    session.flush()
    session.add(
        Turn(
            id=f"t-{channel}",
            conversation_id=f"c-{channel}",
            channel=channel,
            account=f"a-{channel}",
            external_id="1",
            body_hash="-",
            content={},
            received_at=NOW,
        )
    )
    if verified:
        session.add(
            Verification(
                id=f"v-{channel}",
                channel=channel,
                account=f"a-{channel}",
                licence_no=LICENCE,
                method="code",
                phone=PHONE,
                verified_at=NOW,
                expires_at=later(minutes=30),
            )
        )
    session.flush()
    return f"c-{channel}"


def at(session: Session, site: str = "") -> Work:
    return work(session, clock, site)


def postpone(
    session: Session,
    *,
    caller: Caller = LAWYER,
    case_number: str = CIVIL,
    channel: str = "platform",
    conversation_id: str | None = None,
    effects: Effects | None = None,
    beside: str = "",
    **fields: str,
) -> Receipt:
    given = {**POSTPONE, **fields}
    wanted = Wanted("request.hearing_postponement", OneCase(case_number), given, beside)
    return submit(at(session), caller, wanted, Origin(channel, conversation_id), effects)


def recuse(session: Session, **changes: str) -> Receipt:
    case_number = changes.pop("case_number", CIVIL)
    wanted = Wanted("request.recusal", OneCase(case_number), {**RECUSE, **changes})
    return submit(at(session), LAWYER, wanted, Origin("platform"))


def review(session: Session, caller: Caller = LAWYER, case_number: str = CIVIL, **fields: str) -> Receipt:
    wanted = Wanted("request.file_review", OneCase(case_number), fields or REVIEW)
    return submit(at(session), caller, wanted, Origin("platform"))
