"""What staff see of a conversation: transcript, verified facts, the open form, and why it was handed over."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import NotFound
from actions.service import audit
from actions.service.channels import CHANNELS
from actions.service.clock import BEIJING, Clock
from actions.service.conversations import callbacks
from actions.service.conversations.escalation import latest_ticket
from actions.service.conversations.inbox import current_dialogue
from actions.service.conversations.transcripts import lines, summary
from actions.service.court_record.case_views import case_view
from actions.service.functions import functions
from actions.service.identity.callers import ANYONE, Caller, caller_of
from actions.service.identity.visibility import visible_cases
from actions.service.ids import LicenceNo
from actions.service.requests.receipt import Receipt
from actions.service.requests.rights import recusal_means
from actions.service.requests.subject import Found
from actions.service.requests.submission import Origin, Wanted, submit
from actions.service.staff.handover import claimed_conversation
from actions.service.staff.members import Member, conversation_of, sees_case_facts
from actions.service.work import Work
from actions.store.conversations import Conversation
from actions.store.identities import Verification
from actions.store.matters import Request, Ticket
from actions.store.records import Case, Court

RECUSAL = "request.recusal"


def dossier(work: Work, who: Member, conversation_id: str) -> dict[str, Any]:
    """Everything in one object; every case shown is audited. Raises NotFound.

    An agent who has not claimed it sees what the caller wrote and why he wants a person, no facts of cases.
    """
    conversation = conversation_of(work.session, who, conversation_id)
    in_full = sees_case_facts(who, conversation)
    caller = verified_caller(work, conversation)
    ticket = latest_ticket(work.session, conversation.id)
    return summary(conversation) | {
        "claimed_by": conversation.claimed_by,
        "reason": ticket.reason if ticket else None,
        "ticket": _ticket(ticket) if ticket else None,
        "callback_number": callbacks.shown(work, who.actor, conversation, ticket)
        if conversation.claimed_by == who.username
        else None,
        "verified_facts": _facts(work, who, conversation, caller, in_full=in_full),
        "open_form": _open_form(work.session, who, conversation, in_full=in_full),
        "transcript": lines(work.session, conversation.id, in_full=in_full),
    }


def submit_for_caller(work: Work, who: Member, conversation_id: str, wanted: Wanted) -> Receipt:
    """Register a request for the caller who was verified in a conversation claimed by `who`.

    Raises NotFound (also for a court that is not the member's), Conflict without a claim, and what `submit`
    raises.
    """
    conversation = claimed_conversation(work.session, who, conversation_id)
    caller = verified_caller(work, conversation)
    if caller.level:
        _within_reach(work, who, conversation, caller, wanted)
    return submit(work, caller, wanted, Origin(conversation.channel, conversation.id, by=who.actor))


def found_for_caller(work: Work, who: Member, conversation_id: str, wanted: Wanted) -> Found:
    """What `submit_for_caller` would register this request about; the look at a case is audited.

    Raises NotFound (also without a verified caller), Conflict without a claim, and what the subject raises.
    """
    conversation = claimed_conversation(work.session, who, conversation_id)
    caller = verified_caller(work, conversation)
    if not caller.level:
        raise NotFound
    return _within_reach(work, who, conversation, caller, wanted)


def _within_reach(
    work: Work, who: Member, conversation: Conversation, caller: Caller, wanted: Wanted
) -> Found:
    found = wanted.subject.found(work, caller, wanted.function)
    at = select(Court.code).where(Court.code == found.court.code, who.scope(Court.code))
    if work.session.scalar(at) is None:
        raise NotFound
    if found.case is not None:
        audit.note(work.session, work.clock, who.actor, "case.view", found.case.case_number, conversation.id)
    return found


def verified_caller(work: Work, conversation: Conversation) -> Caller:
    """Who was verified there. A telephone verification ends with the call but counts for the call-back."""
    caller = caller_of(
        work,
        channel=conversation.channel,
        account=conversation.account,
        bearer_licence=conversation.bound_licence_no,
    )
    if caller.level or CHANNELS[conversation.channel].staff_join or conversation.licence_no is None:
        return caller
    person = work.register.find(work.session, LicenceNo(conversation.licence_no))
    held = work.session.scalars(
        select(Verification).where(
            Verification.channel == conversation.channel,
            Verification.account == conversation.account,
            Verification.licence_no == conversation.licence_no,
        )
    )
    if person is None or not person.active or all(one.phone != person.phone for one in held):
        return ANYONE
    return Caller(1, person.licence_no, person.role, person.name)


def case_for_staff(session: Session, clock: Clock, who: Member, case_number: str) -> dict[str, Any]:
    """A case of his courts, audited. Raises Forbidden for a role without cases, NotFound for other courts."""
    who.demand("cases")
    case = session.scalar(_within(who, case_number))
    if case is None:
        raise NotFound
    audit.note(session, clock, who.actor, "case.view", case_number)
    return case_view(session, case)


def _within(who: Member, case_number: str) -> Any:
    return select(Case).where(
        Case.case_number == case_number,
        who.scope(Case.court_code),
        Case.removed.is_(False),
        Case.public.is_(True),
    )


def _facts(
    work: Work, who: Member, conversation: Conversation, caller: Caller, *, in_full: bool
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "level": caller.level,
        "name": caller.name,
        "role": caller.role,
        "cases": [],
        "requests": [],
    }
    if not in_full or caller.licence_no is None:
        return facts
    facts["licence_no"] = caller.licence_no
    for case in visible_cases(work.session, work.clock, caller):
        if work.session.scalar(_within(who, case.case_number)) is None:
            continue
        facts["cases"].append(case_view(work.session, case, sections=("milestones", "hearings", "fees")))
        audit.note(work.session, work.clock, who.actor, "case.view", case.case_number, conversation.id)
    # recusal requests stay with the supervisors' own list
    made = select(Request).where(
        Request.licence_no == caller.licence_no,
        Request.supervisor_only.is_(False),
        who.scope(Request.court_code),
    )
    facts["requests"] = [
        {
            "receipt_no": row.receipt_no,
            "function": row.function,
            "case_number": row.case_number,
            "status": row.status,
        }
        for row in work.session.scalars(made.order_by(Request.submitted_at.desc()).limit(10))
    ]
    return facts


def _open_form(
    session: Session, who: Member, conversation: Conversation, *, in_full: bool
) -> dict[str, Any] | None:
    state = current_dialogue(session, conversation.id)
    tasks = ((json.loads(state).get("slots") or {}).get("agenda") or {}).get("tasks") if state else None
    known = functions()
    forms = [task for task in tasks or [] if task["function"] in known and known[task["function"]].is_request]
    if not forms:
        return None
    top = forms[-1]
    fields = top.get("fields") or {}
    if top["function"] == RECUSAL and recusal_means(session, who.name, fields, fields.get("case_number")):
        return None
    return {
        "function": top["function"],
        "title": known[top["function"]].name,
        "fields": fields if in_full else {},
    }


def _ticket(row: Ticket) -> dict[str, Any]:
    return {
        "receipt_no": row.receipt_no,
        "kind": row.kind,
        "reason": row.reason,
        "created_at": row.created_at.astimezone(BEIJING).isoformat(),
        "due_at": row.due_at.astimezone(BEIJING).isoformat(),
        "closed_at": row.closed_at.astimezone(BEIJING).isoformat() if row.closed_at else None,
        "resolution": row.resolution,
    }
