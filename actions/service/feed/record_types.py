"""The record types of the feed (contract section 4): keys, fields, what is needed, what refers where.

Their order is the order of writing: a type refers only to types that stand before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Table

from actions.service.feed import readers as r
from actions.store import records


@dataclass(frozen=True)
class Field:
    """One field of a record; `absent` is what stands when it was never named or was cleared."""

    name: str
    read: r.Reader
    required: bool = False
    references: str | None = None
    absent: Any = None
    stored_as: str | None = None

    @property
    def column(self) -> str:
        return self.stored_as or self.name


@dataclass(frozen=True)
class RecordType:
    """One `type` of the feed. A change of a column in `ends_access` signs its person out everywhere,
    and with a lawyer his assistants."""

    name: str
    model: type[records.Record]
    key: tuple[Field, ...]
    fields: tuple[Field, ...]
    ends_access: tuple[str, ...] = ()
    locked: bool = False
    """Whether the service writes these rows too, so that they are locked while an import looks at them."""

    @cached_property
    def table(self) -> Table:
        return cast(Table, self.model.__table__)

    @cached_property
    def key_columns(self) -> tuple[str, ...]:
        return tuple(field.column for field in self.key)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def required(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(field.column for field in self.fields if field.required))

    @cached_property
    def absent(self) -> Mapping[str, Any]:
        return {field.column: field.absent for field in self.fields}

    @cached_property
    def key_references(self) -> tuple[tuple[int, str], ...]:
        return tuple((place, field.references) for place, field in enumerate(self.key) if field.references)

    @cached_property
    def references(self) -> tuple[tuple[str, str], ...]:
        return tuple((field.column, field.references) for field in self.fields if field.references)


_PERSON = r.object_of(name=r.text, phone=r.text)
_OFFICE_HOURS = r.object_of(**{"days": r.text, "from": r.clock_time, "to": r.clock_time})
_CASE_KEY = Field("case_number", r.case_number, references="case")
_CASE = Field("case_number", r.case_number, required=True, references="case")

RECORD_TYPES: Mapping[str, RecordType] = {
    record_type.name: record_type
    for record_type in (
        RecordType(
            "court",
            records.Court,
            key=(Field("code", r.code),),
            fields=(
                Field("name", r.text, required=True),
                Field("level", r.choice("最高", "高级", "中级", "基层"), required=True),
                Field("province", r.text),
                Field("address", r.text),
                Field("phone", r.text),
                Field("hours", r.text),
                Field(
                    "office_hours",
                    r.list_of(r.object_of(**{"days": r.text, "from": r.clock_time, "to": r.clock_time})),
                ),
                Field("facilities", r.list_of(r.text)),
                Field("online_functions", r.list_of(r.function)),
            ),
        ),
        RecordType(
            "lawyer",
            records.Lawyer,
            key=(Field("licence_no", r.licence_no),),
            fields=(
                Field("name", r.text, required=True),
                Field("firm", r.text),
                Field("phone", r.phone, required=True),
                Field(
                    "kind",
                    r.choice("专职", "兼职", "公职", "公司", "法律援助", "军队", "基层法律服务工作者"),
                    required=True,
                ),
                Field("practice_area", r.list_of(r.code)),
                Field("status", r.choice("active", "suspended", "revoked"), required=True),
                Field("restricted_functions", r.list_of(r.function)),
                Field("restricted_reason", r.text),
            ),
            ends_access=("phone", "status", "removed"),
        ),
        RecordType(
            "assistant",
            records.Assistant,
            key=(Field("licence_no", r.licence_no),),
            fields=(
                Field("name", r.text, required=True),
                Field("phone", r.phone, required=True),
                Field("principal_licence_no", r.licence_no, required=True, references="lawyer"),
                Field("kind", r.choice("lawyer", "trainee"), required=True),
            ),
            ends_access=("phone", "removed"),
            locked=True,
        ),
        RecordType(
            "case",
            records.Case,
            key=(Field("case_number", r.case_number),),
            fields=(
                Field("court_code", r.code, required=True, references="court"),
                Field("cause", r.text),
                Field("procedure", r.text),
                Field("stage", r.choice("filing", "trial", "closed", "enforcement"), required=True),
                Field("amount_yuan", r.yuan),
                Field("division", r.text),
                Field("judge", _PERSON),
                Field("clerk", _PERSON),
                Field("parties", r.list_of(r.object_of(role=r.text, name=r.text))),
                Field("evidence_until", r.day),
                Field("public", r.flag, absent=True),
            ),
        ),
        RecordType(
            "assistant_grant",
            records.AssistantGrant,
            key=(Field("assistant_licence_no", r.licence_no, references="assistant"), _CASE_KEY),
            fields=(
                Field(
                    "functions",
                    r.list_of(r.granted),
                    required=True,
                ),
                Field("until", r.day),
            ),
            locked=True,
        ),
        RecordType(
            "milestone",
            records.Milestone,
            key=(_CASE_KEY, Field("kind", r.label), Field("at", r.moment)),
            fields=(Field("note", r.text),),
        ),
        RecordType(
            "representation",
            records.Representation,
            key=(_CASE_KEY, Field("licence_no", r.licence_no, references="lawyer")),
            fields=(
                Field("party", r.text),
                Field("authority", r.choice("general", "special"), required=True),
                Field(
                    "authority_items",
                    r.list_of(
                        r.choice("承认", "放弃", "变更", "和解", "反诉", "上诉", "撤诉", "调解", "代收款")
                    ),
                ),
                Field("verified", r.flag, required=True),
                Field("until", r.day),
            ),
        ),
        RecordType(
            "hearing",
            records.Hearing,
            key=(Field("id", r.code),),
            fields=(
                _CASE,
                Field("starts_at", r.moment, required=True),
                Field("ends_at", r.moment),
                Field("place", r.text),
                Field("online", r.flag),
                Field("kind", r.choice("庭审", "庭前会议", "询问")),
                Field("status", r.choice("scheduled", "cancelled", "held"), absent="scheduled"),
            ),
        ),
        RecordType(
            "fee",
            records.Fee,
            key=(Field("id", r.code),),
            fields=(
                _CASE,
                Field("kind", r.text, required=True),
                Field("amount_yuan", r.yuan, required=True),
                Field("due_on", r.day),
                Field("paid_on", r.day),
                Field("paid_yuan", r.yuan),
                Field(
                    "refund",
                    r.object_of(
                        status=r.choice("applied", "approved", "paid", "refused"),
                        amount_yuan=r.yuan,
                        at=r.day_or_moment,
                    ),
                ),
            ),
        ),
        RecordType(
            "delivery",
            records.Delivery,
            key=(Field("id", r.code),),
            fields=(
                _CASE,
                Field("licence_no", r.licence_no, required=True, references="lawyer"),
                Field("title", r.text, required=True),
                Field("served_at", r.moment, required=True),
                Field("signed_at", r.moment),
                Field("url", r.text),
            ),
            locked=True,
        ),
        RecordType(
            "staff",
            records.Staff,
            key=(Field("username", r.code),),
            fields=(
                Field("password", r.password, required=True, stored_as="password_hash"),
                Field("password_hash", r.password_hash, required=True),
                Field("name", r.text, required=True),
                Field("court_code", r.code, references="court"),
                Field("role", r.choice("agent", "clerk", "supervisor", "auditor"), required=True),
                Field("totp_secret", r.totp_secret),
            ),
            ends_access=("password_hash", "removed"),
            locked=True,
        ),
        RecordType(
            "calendar",
            records.CalendarDay,
            key=(Field("date", r.day),),
            fields=(Field("working", r.flag, required=True),),
        ),
    )
}
