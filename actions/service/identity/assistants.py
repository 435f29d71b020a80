"""律师助理: accounts that a lawyer opens for his assistants, and what he grants them, case by case.

意见 article 14: three accounts at most, one designation a case, named functions. Only the lawyer himself, on
the platform, with a code not older than ten minutes; what he takes back is closed at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from actions.errors import BadInput, Conflict, Forbidden, NotFound
from actions.service import audit
from actions.service.identity.callers import Caller
from actions.service.identity.codes import demand_fresh
from actions.service.identity.ending import end_access
from actions.service.identity.locking import one_at_a_time
from actions.service.identity.names import same_name
from actions.service.identity.register import clean_licence
from actions.service.identity.visibility import grantable, represented
from actions.service.ids import LicenceNo
from actions.service.work import Work
from actions.store.records import Assistant, AssistantGrant, Lawyer

MOST = 3
PLATFORM = 2
_TRAINEE = re.compile(r"\d{14}")
_PHONE = re.compile(r"(?:\+86)?(1[3-9]\d{9})")


@dataclass(frozen=True)
class Account:
    """An account to be opened. `kind`: another lawyer of the same firm, or a trainee."""

    licence_no: str
    name: str
    phone: str
    kind: Literal["lawyer", "trainee"]


def team(session: Session, licence_no: str) -> list[dict[str, Any]]:
    """His assistants by number, each with its live grants: `{"licence_no", "name", "phone", "kind", "grants":
    [{"case_number", "functions", "until"}]}`."""
    members = _members(session, licence_no)
    numbers = [member.licence_no for member in members]
    live = AssistantGrant.assistant_licence_no.in_(numbers), AssistantGrant.removed.is_(False)
    grants = session.scalars(select(AssistantGrant).where(*live).order_by(AssistantGrant.case_number)).all()
    return [
        {
            "licence_no": member.licence_no,
            "name": member.name,
            "phone": member.phone,
            "kind": member.kind,
            "grants": [_grant(one) for one in grants if one.assistant_licence_no == member.licence_no],
        }
        for member in members
    ]


def open_account(work: Work, caller: Caller, account: Account) -> dict[str, Any]:
    """Raises Forbidden (not the lawyer himself on the platform, or no fresh code), BadInput for a number,
    name or telephone that cannot be, Conflict for a fourth account or one that stands already."""
    principal = _himself(work, caller)
    licence = clean_licence(account.licence_no)
    phone = _checked(work, principal, licence, account)
    row = work.session.get(Assistant, licence, with_for_update=True)
    if row is not None and not row.removed:
        raise Conflict("这个账号已经开通，不用重复开通。" if row.principal_licence_no == principal else TAKEN)
    if len(_members(work.session, principal)) >= MOST:
        raise Conflict(f"每名律师最多开通 {MOST} 个律师助理账号，请先停用一个再开通。")
    if row is None:
        row = Assistant(licence_no=licence)
        work.session.add(row)
    else:
        _take_back(work.session, licence)  # what a former lawyer had granted
    row.name, row.phone, row.kind = account.name.strip(), phone, account.kind
    row.principal_licence_no, row.removed = principal, False
    work.session.flush()
    _note(work, principal, "assistant.open", licence)
    return next(each for each in team(work.session, principal) if each["licence_no"] == licence)


def close_account(work: Work, caller: Caller, licence_no: str) -> None:
    """The account and all that was granted to it, at once. Raises Forbidden, NotFound."""
    principal = _himself(work, caller)
    row = _his(work.session, principal, licence_no)
    row.removed = True
    _take_back(work.session, row.licence_no)
    if row.kind == "trainee":  # a colleague keeps what he is signed in with as the lawyer he is
        end_access(work.session, "lawyer", [row.licence_no], work.now)
    _note(work, principal, "assistant.close", row.licence_no)


@dataclass(frozen=True)
class Designation:
    """One assistant for one case: what he may do there, and until which day; None: until it is taken back."""

    licence_no: str
    case_number: str
    functions: Sequence[str]
    until: date | None = None


def grant(work: Work, caller: Caller, wanted: Designation) -> dict[str, Any]:
    """Designate him for one case, in place of what he had in it.

    Raises Forbidden, NotFound (no such assistant, or not a case of the lawyer's), BadInput for functions that
    are never granted, for none, or for a day that is past.
    """
    principal = _himself(work, caller)
    row = _his(work.session, principal, wanted.licence_no)
    if not work.session.scalars(represented(work.today, principal, wanted.case_number)).first():
        raise NotFound
    if not wanted.functions or not all(map(grantable, wanted.functions)):
        raise BadInput("只能授权查询、交费、阅卷，以及提交、补充您签署过的材料，其他事项须由您本人办理。")
    if wanted.until is not None and wanted.until < work.today:
        raise BadInput("授权的截止日期已经过去，请改一个日期。")
    key = (row.licence_no, wanted.case_number)
    kept = work.session.get(AssistantGrant, key, with_for_update=True)
    if kept is None:
        kept = AssistantGrant(assistant_licence_no=row.licence_no, case_number=wanted.case_number)
        work.session.add(kept)
    kept.functions, kept.until = list(dict.fromkeys(wanted.functions)), wanted.until
    kept.removed = False
    work.session.flush()
    _note(work, principal, "assistant.grant", " ".join(key), functions=kept.functions)
    return _grant(kept)


def revoke(work: Work, caller: Caller, licence_no: str, case_number: str) -> None:
    """At once. Raises Forbidden, NotFound."""
    principal = _himself(work, caller)
    row = _his(work.session, principal, licence_no)
    kept = work.session.get(AssistantGrant, (row.licence_no, case_number), with_for_update=True)
    if kept is None or kept.removed:
        raise NotFound
    kept.removed = True
    _note(work, principal, "assistant.revoke", f"{row.licence_no} {case_number}")


TAKEN = "这个账号已经是其他律师的助理账号，请先由原来的律师停用。"


def _himself(work: Work, caller: Caller) -> LicenceNo:
    if caller.level < PLATFORM or caller.role != "lawyer" or caller.licence_no is None:
        raise Forbidden("开通和授权律师助理，须由律师本人登录律师服务平台办理。")
    one_at_a_time(work.session, f"licence {caller.licence_no}")
    demand_fresh(work, caller.licence_no, "开通、停用和授权律师助理")
    return caller.licence_no


def _checked(work: Work, principal: str, licence: str, account: Account) -> str:
    """The telephone to be kept: a colleague's is the one that the register holds."""
    if licence == principal:
        raise BadInput("不能把自己开通为自己的助理。")
    phone = _PHONE.fullmatch(re.sub(r"[\s-]", "", account.phone))
    if phone is None:
        raise BadInput("手机号不对，请核对后再填。")
    colleague = work.session.get(Lawyer, licence)
    if account.kind == "trainee":
        if not _TRAINEE.fullmatch(licence) or colleague is not None:
            raise BadInput("申请律师执业实习人员请填 14 位实习证号。")
        return f"+86{phone[1]}"
    himself = work.session.get_one(Lawyer, principal)
    same = colleague is not None and not colleague.removed and same_name(account.name, colleague.name)
    if colleague is None or not same or colleague.firm != himself.firm or colleague.firm is None:
        raise BadInput("律师助理须是同一律师事务所的律师：证号、姓名或者律所和登记的对不上。")
    return colleague.phone


def _members(session: Session, principal: str) -> Sequence[Assistant]:
    live = Assistant.principal_licence_no == principal, Assistant.removed.is_(False)
    return session.scalars(select(Assistant).where(*live).order_by(Assistant.licence_no)).all()


def _his(session: Session, principal: str, licence_no: str) -> Assistant:
    row = session.get(Assistant, clean_licence(licence_no), with_for_update=True)
    if row is None or row.removed or row.principal_licence_no != principal:
        raise NotFound
    return row


def _take_back(session: Session, licence: str) -> None:
    session.execute(
        update(AssistantGrant).where(AssistantGrant.assistant_licence_no == licence).values(removed=True)
    )


def _grant(row: AssistantGrant) -> dict[str, Any]:
    return {
        "case_number": row.case_number,
        "functions": list(row.functions),
        "until": row.until.isoformat() if row.until else None,
    }


def _note(work: Work, principal: str, action: str, subject: str, **details: Any) -> None:
    audit.note(work.session, work.clock, f"lawyer:{principal}", action, subject, None, **details)
