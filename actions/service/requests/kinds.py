"""The kinds of fields, one row each: how a value is kept, shown, asked for, and filled from the record.

How a sentence becomes a value of a kind is the dialogue's (`actions.dialogue.readers`, by the same names).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from actions.errors import BadInput
from actions.law.articles import laws
from actions.service.clock import BEIJING, stated
from actions.service.court_record import deliveries, fees, hearings
from actions.service.court_record.facts import office_of
from actions.service.identity.register import clean_licence
from actions.service.identity.visibility import represented
from actions.service.work import Work
from actions.store.records import Case, Hearing, Representation
from bot.language.case_number import parse_exact
from bot.language.spoken_names import has_family_name

if TYPE_CHECKING:
    from actions.service.requests.question import Field

Form = Literal["text", "day", "moment", "digits", "yuan"]
"""How the wording writes a value."""
CASE = "case_number"
_PHONE = re.compile(r"(?:\+86)?(1[3-9]\d{9}|0\d{9,11})")
_ORGANISATION = re.compile(
    r"公司|集团|厂$|局$|委员会|医院|学校|大学|银行|合作社|研究[院所]|政府|协会|基金会|事务所|中心$"
)
LONGEST_NAME = 4
"""Characters of a person's name at most, to be plainly one."""
_WITHDRAWN = (
    (("民初", "行初", "行赔初"), "suit"),
    (("民终", "行终", "刑终", "行赔终"), "appeal"),
    (("刑初",), "prosecution"),
    (("执", "执恢"), "enforcement"),
)
MOST_ASKED = ("cpl", "cpi", "alp", "ali", "crl", "cri")
"""The laws that are offered where a number was said without one: codes of data/reference/laws.csv."""
_GRADES = ("1", "2", "3", "4", "5")


class Option(NamedTuple):
    value: str
    title: str


@dataclass(frozen=True)
class Record:
    """Of which case a field is asked; without a number nothing of a case is offered or filled."""

    work: Work
    case_number: str | None
    licence_no: str | None = None
    """Who asks: what is addressed to him alone is offered to nobody else."""


@dataclass(frozen=True)
class Kind:
    """What has a default is so for a kind that nothing is said of."""

    clean: Callable[[Field, object], str]
    """What was given → as it is kept. Raises BadInput, or ValueError for what cannot be read."""
    form: Form = "text"
    shown: Callable[[Record, Field, str], Any] = lambda record, field, value: value
    """What is kept → as the wording takes it; None is left out."""
    input: str = "text"
    """The type of the HTML input, or `select`."""
    options: Callable[[Record, Field], list[Option]] = lambda record, field: []
    none_offered: str = ""
    """Where one of the options must be taken: the reply that there are none, with the case's facts."""
    depends_on: tuple[str, ...] = ()
    """Fields whose change takes a value of this kind along."""
    in_passing: bool = True
    """A value said beside something else counts."""
    few: bool = False
    """One of a few: what is said beside it tells of other fields."""
    keys: bool = False
    """What is pressed may be a value."""
    dictated: bool = False
    """A long number: it is waited for, and the words around it are not kept."""
    free_text: bool = False
    """Any words are a value."""


@dataclass(frozen=True)
class Source:
    """What the record fills a field with by itself (`Field.filled_from`), from the values given so far."""

    fill: Callable[[Record, Field, Mapping[str, Any]], str | None]
    depends_on: tuple[str, ...]
    certain: bool = True
    """It is on record; else it is only what is usual, and any sentence may say otherwise."""


def on_record(field: Field) -> bool:
    """Whether the record says what it is, so that it is changed by its name alone."""
    return field.filled_from is not None and SOURCES[field.filled_from].certain


def clean(field: Field, value: object) -> str:
    """One value in its stored form. Raises BadInput with a sentence that names the field."""
    try:
        return KINDS[field.reader].clean(field, value)
    except (ValueError, InvalidOperation) as error:
        raise BadInput(f"“{field.title_zh}”没有读懂，请再说一遍") from error


def offered(record: Record, field: Field) -> list[Option]:
    """What can be chosen from; nothing for a kind that is given freely."""
    return KINDS[field.reader].options(record, field)


def from_record(record: Record, field: Field, given: Mapping[str, Any]) -> str | None:
    """What the record makes plain of a field, so that it need not be asked; None where it does not."""
    return SOURCES[field.filled_from].fill(record, field, given) if field.filled_from else None


def depends_on(field: Field) -> tuple[str, ...]:
    """The fields whose change takes this one's value along."""
    filled = SOURCES[field.filled_from].depends_on if field.filled_from else ()
    return (*KINDS[field.reader].depends_on, *filled)


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    text = value.strip()
    if len(text) > field.max_length:
        raise BadInput(f"“{field.title_zh}”请不超过{field.max_length}字")
    return text


def _case_number(field: Field, value: object) -> str:
    number = parse_exact(_text(field, value))
    if number is None:
        raise ValueError
    return number.canonical


def _choice(field: Field, value: object) -> str:
    chosen = field.choice(_text(field, value))
    if chosen is None:
        titles = "、".join(choice.title for choice in field.choices)
        raise BadInput(f"“{field.title_zh}”请从这些里选：{titles}")
    return chosen.value


def _date(field: Field, value: object) -> str:
    if isinstance(value, datetime):
        return stated(value).astimezone(BEIJING).date().isoformat()
    day = value if isinstance(value, date) else date.fromisoformat(_text(field, value))
    return day.isoformat()


def _moment(field: Field, value: object) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(_text(field, value))
    if moment.tzinfo is None:
        raise ValueError
    return stated(moment).astimezone(BEIJING).isoformat()


def _phone(field: Field, value: object) -> str:
    match = _PHONE.fullmatch(re.sub(r"[\s-]", "", _text(field, value)))
    if match is None:
        raise BadInput(f"“{field.title_zh}”不是有效的电话号码")
    return match[1]


def _amount(field: Field, value: object) -> str:
    if isinstance(value, float):
        raise ValueError
    amount = Decimal(str(value))
    if not amount.is_finite() or amount < 0:
        raise ValueError
    return f"{amount:f}"


def _part(field: Field, value: object) -> str:
    """A part in yuan, or the whole (all)."""
    return "all" if value == "all" else _amount(field, value)


def _rating(field: Field, value: object) -> str:
    if str(value) not in _GRADES:
        raise ValueError
    return str(value)


def _licence(field: Field, value: object) -> str:
    return clean_licence(_text(field, value))


def _title(record: Record, field: Field, value: str) -> str:
    chosen = field.choice(value)
    return chosen.title if chosen else value


def _choices(record: Record, field: Field) -> list[Option]:
    return [Option(choice.value, choice.title) for choice in field.choices]


def _laws(record: Record, field: Field) -> list[Option]:
    return [Option(law.title, law.short) for code, law in laws().items() if code in MOST_ASKED]


def _start(record: Record, field: Field, value: str) -> datetime | None:
    return hearings.hearing_start(record.work.session, record.case_number or "", value)


def _coming(record: Record, field: Field) -> list[Option]:
    return [Option(one.id, hearings.label(one)) for one in _hearings(record)]


def _other_hearing(field: Field, value: object) -> str:
    """A hearing's id, or the day, with its hour where it is known."""
    text = _text(field, value)
    moment = hearings.moment_of(text)
    return moment.astimezone(BEIJING).isoformat() if moment else text


def _other_shown(record: Record, field: Field, value: str) -> str:
    """12月7日 10:00 第八法庭, or as the lawyer gave it."""
    found = record.work.session.get(Hearing, value)
    if found is not None:
        return hearings.label(found)
    moment = hearings.moment_of(value)
    return f"{moment.astimezone(BEIJING):%m月%d日 %H:%M}" if moment else value


def _others(record: Record, field: Field) -> list[Option]:
    """The other coming hearings of whoever asks, those that clash with one of this case first."""
    if record.case_number is None or record.licence_no is None:
        return []
    own = record.work.session.scalars(represented(record.work.today, record.licence_no)).all()
    others = hearings.coming(
        record.work.session, record.work.clock, *(n for n in own if n != record.case_number)
    )
    mine = _hearings(record)
    others.sort(key=lambda one: not any(hearings.clash(one, this) for this in mine))
    return [Option(one.id, hearings.label(one)) for one in others]


def _only_coming(record: Record, field: Field, given: Mapping[str, Any]) -> str | None:
    """The only one to come; for a moment that was given (from the summons), the one that begins then."""
    value = given.get(field.name)
    meant = [one for one in _hearings(record) if not value or one.starts_at == hearings.moment_of(str(value))]
    return meant[0].id if len(meant) == 1 else None


def _office_on_record(record: Record, field: Field, given: Mapping[str, Any]) -> str | None:
    """The office of the person named."""
    case = _case(record)
    if case is None or given.get(field.name) not in (None, ""):
        return None
    return office_of(case, str(given.get("person") or ""))


def _only_choice(record: Record, field: Field, given: Mapping[str, Any]) -> str | None:
    """Where there is nothing to choose from."""
    return field.choices[0].value if len(field.choices) == 1 else None


def _evidence_until(record: Record, field: Field, given: Mapping[str, Any]) -> str | None:
    """The end of the evidence period, from which nobody but the court departs."""
    case = _case(record)
    return case.evidence_until.isoformat() if case and case.evidence_until else None


def _party_kind(record: Record, field: Field, given: Mapping[str, Any]) -> str | None:
    """Whether the party represented is plainly an organisation, or plainly a person."""
    key = (record.case_number, record.licence_no)
    row = record.work.session.get(Representation, key) if all(key) else None
    if row is None or not row.party or given.get(field.name) not in (None, ""):
        return None
    name = row.party.split()[-1]
    if _ORGANISATION.search(name):
        return "organisation"
    return "natural" if len(name) <= LONGEST_NAME and has_family_name(name) else None


def _by_instance(record: Record, field: Field, given: Mapping[str, Any]) -> str | None:
    """What can be withdrawn in a case of this type, where it was not said."""
    number = parse_exact(record.case_number or "")
    if number is None or given.get(field.name) not in (None, ""):
        return None
    return next((kind for codes, kind in _WITHDRAWN if number.type_code in codes), None)


def _case(record: Record) -> Case | None:
    return record.work.session.get(Case, record.case_number) if record.case_number else None


def _fees_due(record: Record, field: Field) -> list[Option]:
    due = fees.due(record.work.session, record.case_number) if record.case_number else []
    return [Option(each.id, fees.label(each)) for each in due]


def _papers(record: Record, field: Field) -> list[Option]:
    if not (record.case_number and record.licence_no):
        return []
    unsigned = deliveries.unsigned(record.work.session, record.case_number, record.licence_no)
    return [Option(each.id, deliveries.label(each)) for each in unsigned]


def _fee_label(record: Record, field: Field, value: str) -> str | None:
    fee = fees.fee_of(record.work.session, record.case_number or "", value)
    return fees.label(fee) if fee else None


def _paper_label(record: Record, field: Field, value: str) -> str | None:
    paper = deliveries.paper_of(record.work.session, record.case_number or "", value)
    return deliveries.label(paper) if paper else None


def _only_offered(record: Record, field: Field, given: Mapping[str, Any]) -> str | None:
    """The only one there is."""
    options = [] if given.get(field.name) else offered(record, field)
    return options[0].value if len(options) == 1 else None


def _hearings(record: Record) -> list[Hearing]:
    return (
        hearings.coming(record.work.session, record.work.clock, record.case_number)
        if record.case_number
        else []
    )


KINDS: Mapping[str, Kind] = {
    "text": Kind(_text, in_passing=False, free_text=True),
    "choice": Kind(_choice, shown=_title, input="select", options=_choices, few=True),
    "hearing": Kind(
        _text,
        form="moment",
        shown=_start,
        input="select",
        options=_coming,
        none_offered="hearing.none_coming",
        depends_on=(CASE,),
        in_passing=False,
        few=True,
    ),
    "other_hearing": Kind(
        _other_hearing,
        shown=_other_shown,
        input="datetime-local",
        options=_others,
        depends_on=(CASE,),
        in_passing=False,
    ),
    "fee": Kind(
        _text,
        shown=_fee_label,
        input="select",
        options=_fees_due,
        none_offered="fee.none_due",
        depends_on=(CASE,),
        in_passing=False,
        few=True,
    ),
    "delivery": Kind(
        _text,
        shown=_paper_label,
        input="select",
        options=_papers,
        none_offered="delivery.none_unsigned",
        depends_on=(CASE,),
        in_passing=False,
        few=True,
    ),
    "case_number": Kind(_case_number, dictated=True),
    "cause": Kind(_text, in_passing=True),
    "court": Kind(_text),
    "date": Kind(_date, form="day", input="date"),
    "datetime": Kind(_moment, form="moment", input="datetime-local"),
    "person": Kind(_text, in_passing=False),
    "phone": Kind(_phone, form="digits", input="tel", keys=True, dictated=True),
    "amount": Kind(_amount, form="yuan", keys=True),
    "law": Kind(_text, options=_laws, in_passing=False),
    "law_question": Kind(_text, in_passing=False),
    "part": Kind(_part, form="yuan", in_passing=False),
    "materials": Kind(_text, in_passing=False),
    "document": Kind(_text, in_passing=False),
    "rating": Kind(_rating, few=True, keys=True),
    "licence": Kind(_licence, form="digits", keys=True, dictated=True),
}
SOURCES: Mapping[str, Source] = {
    "coming_hearing": Source(_only_coming, (CASE,)),
    "only_one": Source(_only_offered, (CASE,)),
    "office_on_record": Source(_office_on_record, (CASE, "person")),
    "only_choice": Source(_only_choice, ()),
    "evidence_until": Source(_evidence_until, (CASE,)),
    "party_kind": Source(_party_kind, (CASE,)),
    "by_instance": Source(_by_instance, (CASE,), certain=False),
}
