"""Codes of the store as words on a page, and how moments, days and amounts are written there."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from actions.service.channels import CHANNELS
from actions.service.clock import BEIJING
from actions.service.conversations.transcripts import AUTHORS
from actions.service.court_record import words as record
from actions.service.feedback.complaints import KINDS as FEEDBACK_KINDS
from actions.service.feedback.complaints import STATES as FEEDBACK_STATES
from actions.service.feedback.evaluations import GRADES
from actions.service.functions import functions
from actions.service.requests import states
from actions.service.staff.members import ROLE_TITLES
from actions.service.staff.staff_queue import KINDS as QUEUE_KINDS

HANDLERS = {"bot": "自动助手", "queue": "等待人工", "staff": "人工"}
BY = {"lawyer": "律师", "staff": "法院工作人员", "system": "系统"}
TABLES: dict[str, dict[Any, str]] = {
    "channel": {name: channel.title for name, channel in CHANNELS.items()},
    "stage": record.STAGES,
    "milestone": record.MILESTONES,
    "hearing": record.HEARING_STATES,
    "refund": record.REFUND_STATES,
    "handler": HANDLERS,
    "by": BY,
    "status": states.TITLES,
    "author": AUTHORS,
    "grade": GRADES,
    "feedback_kind": FEEDBACK_KINDS,
    "feedback_status": FEEDBACK_STATES,
    "queue": QUEUE_KINDS,
    "role": ROLE_TITLES,
}
WEEKDAYS = "一二三四五六日"


def word(value: Any, table: str) -> str:
    """The word of a code; the code itself where the table has none (a court may feed its own)."""
    return TABLES[table].get(value, "" if value is None else str(value))


def state(code: str, function: str) -> str:
    """What a state is called for a request of this function."""
    return states.title(function, code)


def function_name(code: str) -> str:
    known = functions().get(code)
    return known.name if known else code


def moment(value: str | datetime | None) -> str:
    """2025年3月18日（周二）09:30, in Beijing."""
    if value is None:
        return "—"
    at = (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(BEIJING)
    return f"{day(at.date())}{at:%H:%M}"


def day(value: str | date | None) -> str:
    """2025年3月18日（周二）."""
    if value is None:
        return "—"
    on = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{on.year}年{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"


def by_when(value: str | None) -> str:
    """A day or a moment, as needs have them."""
    if value is None:
        return ""
    return moment(value) if "T" in value else day(value)


def yuan(value: str | None) -> str:
    """9,080.00 元."""
    return "—" if value is None else f"{Decimal(value):,.2f} 元"


def spaced(receipt_no: str | None) -> str:
    """A receipt number in groups of four, as it is spoken."""
    return " ".join(receipt_no[at : at + 4] for at in range(0, len(receipt_no), 4)) if receipt_no else ""
