"""What court staff may see and do (contract section 3, staff rights): rights by role, and a scope of courts.

Whatever is not a member's to see is NotFound, in the same words as for what does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from actions.errors import Forbidden, NotFound, NotSignedIn
from actions.service.naming import OFFICE, names, names_office
from actions.service.requests import rights
from actions.store.conversations import Conversation
from actions.store.matters import Feedback, Request, Ticket
from actions.store.records import Court, Staff

RIGHTS: dict[str, frozenset[str]] = {
    "agent": frozenset({"conversations", "whole_country"}),
    "clerk": frozenset({"conversations", "cases", "requests", "suggestions"}),
    "supervisor": frozenset(
        {
            "conversations",
            "cases",
            "requests",
            "suggestions",
            "complaints",
            "assign",
            "statistics",
            "whole_country",
        }
    ),
    "auditor": frozenset({"audit", "whole_country"}),
}
"""`whole_country`: what a member without a court sees; others without a court see only what no court is known
for, which goes to the national seat. Requests in detail: `actions.service.requests.rights`."""

AGAINST = ("投诉", "举报", "反映", "回避", "控告")
"""What a reason for a hand-over says that is directed at a person."""
ROLE_TITLES = {"agent": "坐席", "clerk": "书记员", "supervisor": "主管", "auditor": "审计员"}

CourtColumn = InstrumentedAttribute[str | None] | InstrumentedAttribute[str]


@dataclass(frozen=True)
class Member:
    """One of the court's staff, as the record has him now."""

    username: str
    name: str
    role: str
    court_code: str | None

    def may(self, right: str) -> bool:
        return right in RIGHTS.get(self.role, frozenset())

    def demand(self, right: str) -> None:
        """Raises Forbidden."""
        if not self.may(right):
            raise Forbidden("您的岗位没有这项权限，请联系本院主管。")

    @property
    def actor(self) -> str:
        return f"staff:{self.username}"

    def scope(self, court_code: CourtColumn) -> ColumnElement[bool]:
        """Which courts' rows are his."""
        if self.court_code is not None:
            return court_code == self.court_code
        return true() if self.may("whole_country") else court_code.is_(None)


def member(session: Session, username: str) -> Member:
    """Raises NotSignedIn for one who is no longer in the record."""
    row = session.get(Staff, username)
    if row is None or row.removed:
        raise NotSignedIn("登录已失效，请重新登录。")
    return Member(row.username, row.name, row.role, row.court_code)


def court_name(session: Session, court_code: str | None) -> str:
    court = session.get(Court, court_code) if court_code else None
    return court.name if court else "全国坐席"


def conversation_of(session: Session, who: Member, conversation_id: str) -> Conversation:
    """One of his courts' conversations, unless he was complained of or his recusal was asked for in it."""
    if not who.may("conversations"):
        raise NotFound
    in_scope = Conversation.id == conversation_id, who.scope(Conversation.court_code)
    found = session.scalar(select(Conversation).where(*in_scope))
    if found is None or conversations_naming(session, who, select(Conversation.id).where(*in_scope)):
        raise NotFound
    return found


def conversations_naming(session: Session, who: Member, among: Select[str]) -> set[str]:
    """Those of `among` in which a complaint, a recusal request or the reason of a hand-over names him."""
    complaints = select(Feedback).where(Feedback.kind == "complaint", Feedback.conversation_id.in_(among))
    recusals = select(Request).where(Request.supervisor_only.is_(True), Request.conversation_id.in_(among))
    named = [row.conversation_id for row in session.scalars(complaints) if complains_of(who, row)]
    named += [
        row.conversation_id for row in session.scalars(recusals) if rights.is_named(session, who.name, row)
    ]
    reasons = session.scalars(select(Ticket).where(Ticket.conversation_id.in_(among)))
    against = [row for row in reasons if any(word in row.reason for word in AGAINST)]
    named += [row.conversation_id for row in against if names(who.name, row.reason)]
    return {conversation_id for conversation_id in named if conversation_id is not None}


def request_of(session: Session, who: Member, receipt_no: str) -> Request:
    return rights.request_for(session, session.get_one(Staff, who.username), receipt_no)


def open_requests(session: Session, who: Member, statuses: Iterable[str]) -> Select[Request]:
    """A statement for the requests of his that are in one of these states."""
    if not who.may("requests"):
        return select(Request).where(false())
    staff = session.get_one(Staff, who.username)
    wanted = select(Request).where(
        rights.in_reach(staff), who.scope(Request.court_code), Request.status.in_(statuses)
    )
    confidential = session.scalars(wanted.where(Request.supervisor_only.is_(True)))
    barred = [row.receipt_no for row in confidential if not rights.shown_to(session, staff, row)]
    return wanted.where(Request.receipt_no.not_in(barred)) if barred else wanted


def feedback_of(session: Session, who: Member, feedback_id: str) -> Feedback:
    found = session.scalar(select(Feedback).where(Feedback.id == feedback_id, _feedback_in_reach(who)))
    if found is None or complains_of(who, found):
        raise NotFound
    return found


def open_feedback(session: Session, who: Member) -> Select[Feedback]:
    """A statement for what is not answered yet and his to see."""
    wanted = select(Feedback).where(_feedback_in_reach(who), Feedback.answered_at.is_(None))
    complaints = session.scalars(wanted.where(Feedback.kind == "complaint"))
    barred = [row.id for row in complaints if complains_of(who, row)]
    return wanted.where(Feedback.id.not_in(barred)) if barred else wanted


def sees_case_facts(who: Member, conversation: Conversation) -> bool:
    """An agent only in a conversation that he claimed."""
    return who.may("cases") or conversation.claimed_by == who.username


def complains_of(who: Member, feedback: Feedback) -> bool:
    """Whether a complaint may mean him: it names him, or the office that he holds in that court without a
    name."""
    if feedback.kind != "complaint":
        return False
    own = who.court_code is not None and who.court_code == feedback.court_code
    offices = {ROLE_TITLES.get(who.role, ""), *OFFICE.findall(who.name)} - {""} if own else set()
    return names(who.name, feedback.text) or any(names_office(each, feedback.text) for each in offices)


def _feedback_in_reach(who: Member) -> ColumnElement[bool]:
    if not who.may("suggestions"):
        return false()
    shown = true() if who.may("complaints") else Feedback.kind == "suggestion"
    return and_(who.scope(Feedback.court_code), shown)
