"""Numbers for the supervisor, each with what stands above and below the line, in words and in count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from actions.service.clock import BEIJING, Clock
from actions.service.conversations.escalation import kind_of
from actions.service.staff.members import Member
from actions.service.staff.staff_queue import WAITING, to_be_acted_on
from actions.store.conversations import Conversation
from actions.store.matters import Evaluation, Feedback, Request, Ticket


@dataclass(frozen=True)
class Metric:
    """`value` is numerator over denominator, None where there is nothing below the line."""

    key: str
    title: str
    numerator: int
    denominator: int
    numerator_is: str
    denominator_is: str
    value: float | None


def statistics(
    session: Session,
    clock: Clock,
    who: Member,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> dict[str, Any]:
    """Of his courts, for what began in [since, until). Raises Forbidden for other roles than supervisors."""
    who.demand("statistics")
    talks = and_(who.scope(Conversation.court_code), *_between(Conversation.opened_at, since, until))
    handed = and_(_handed_over(who), *_between(Ticket.created_at, since, until))
    asked = and_(who.scope(Request.court_code), *_between(Request.submitted_at, since, until))
    graded = and_(
        *_between(Evaluation.at, since, until),
        or_(
            Evaluation.conversation_id.in_(select(Conversation.id).where(who.scope(Conversation.court_code))),
            Evaluation.about.in_(select(Request.receipt_no).where(who.scope(Request.court_code))),
        ),
    )
    return {
        "since": _iso(since),
        "until": _iso(until),
        "volumes": {
            "conversations": _counts(session, Conversation.channel, talks),
            "requests": _counts(session, Request.function, asked),
            "feedback": _counts(
                session,
                Feedback.kind,
                and_(who.scope(Feedback.court_code), *_between(Feedback.at, since, until)),
            ),
        },
        "handover_reasons": _by_kind(session.scalars(select(Ticket.reason).where(handed))),
        "metrics": [asdict(metric) for metric in _metrics(session, clock, who, talks, graded)],
    }


def _metrics(
    session: Session, clock: Clock, who: Member, talks: ColumnElement[bool], graded: ColumnElement[bool]
) -> list[Metric]:
    with_ticket = Conversation.id.in_(select(Ticket.conversation_id))
    now = clock()
    ended = and_(talks, Conversation.ended_at.is_not(None))
    closed = select(Ticket.conversation_id).where(Ticket.closed_at.is_not(None))
    # later episodes of an account carry the time limit too: only the one that was closed was asked
    asked_for_grade = and_(ended, Conversation.rating_until.is_not(None), Conversation.id.in_(closed))
    answered = Conversation.id.in_(
        select(Evaluation.conversation_id).where(Evaluation.conversation_id.is_not(None))
    )
    grades = _count(session, select(func.count()).select_from(Evaluation).where(graded))
    total = _count(session, select(func.coalesce(func.sum(Evaluation.rating), 0)).where(graded))
    satisfied = _count(
        session, select(func.count()).select_from(Evaluation).where(graded, Evaluation.rating >= 4)
    )
    tickets = and_(_handed_over(who), Ticket.closed_at.is_(None))
    requests = and_(who.scope(Request.court_code), Request.status.in_(WAITING), to_be_acted_on())
    feedback = and_(who.scope(Feedback.court_code), Feedback.answered_at.is_(None))
    waiting = (
        _rows(session, Ticket, tickets)
        + _rows(session, Request, requests)
        + _rows(session, Feedback, feedback)
    )
    overdue = (
        _rows(session, Ticket, tickets, Ticket.due_at < now)
        + _rows(session, Request, requests, Request.due_at < now)
        + _rows(session, Feedback, feedback, Feedback.due_at < now)
    )
    return [
        _metric(
            "self_service_rate",
            "自助办结率",
            _rows(session, Conversation, ended, ~with_ticket),
            _rows(session, Conversation, ended),
            "已结束且没有转人工的会话",
            "已结束的会话",
        ),
        _metric(
            "handover_rate",
            "转人工率",
            _rows(session, Conversation, talks, with_ticket),
            _rows(session, Conversation, talks),
            "转过人工（含回电工单）的会话",
            "全部会话",
        ),
        _metric("average_grade", "平均评分", total, grades, "评分之和", "评价条数"),
        _metric("satisfied_rate", "满意率", satisfied, grades, "4分和5分的评价条数", "评价条数"),
        _metric(
            "grade_unanswered_rate",
            "未评价率",
            _rows(session, Conversation, asked_for_grade, ~answered),
            _rows(session, Conversation, asked_for_grade),
            "请求评价而没有评价的会话",
            "请求评价的会话",
        ),
        _metric("overdue_rate", "超期率", overdue, waiting, "待办中已过答复时限的", "全部待办"),
    ]


def _handed_over(who: Member) -> ColumnElement[bool]:
    """Tickets of his courts: where the conversation belongs now, as in the queue."""
    return Ticket.conversation_id.in_(select(Conversation.id).where(who.scope(Conversation.court_code)))


def _metric(
    key: str, title: str, numerator: int, denominator: int, numerator_is: str, denominator_is: str
) -> Metric:
    value = round(numerator / denominator, 4) if denominator else None
    return Metric(key, title, numerator, denominator, numerator_is, denominator_is, value)


def _rows(session: Session, table: type[Any], *conditions: ColumnElement[bool]) -> int:
    return _count(session, select(func.count()).select_from(table).where(*conditions))


def _count(session: Session, statement: Select[Any]) -> int:
    return int(session.scalar(statement) or 0)


def _counts(session: Session, column: Any, condition: ColumnElement[bool]) -> dict[str, int]:
    rows = session.execute(select(column, func.count()).where(condition).group_by(column).order_by(column))
    return {key: count for key, count in rows.all()}


def _by_kind(reasons: Iterable[str]) -> dict[str, int]:
    return dict(Counter(map(kind_of, reasons)).most_common())


def _between(column: Any, since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    return ([column >= since] if since else []) + ([column < until] if until else [])


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(BEIJING).isoformat() if moment else None
