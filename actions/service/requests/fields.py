"""Values of a matter's fields: checked, and brought into the form in which JSON and the store keep them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from actions.errors import BadInput
from actions.service.clock import BEIJING
from actions.service.masking import masked
from actions.service.requests.matters import Field, Fields, Matter

_PHONE = re.compile(r"(?:\+86)?(1[3-9]\d{9}|0\d{9,11})")


WORDS = "_words"
"""`fields.<name>_words`: what the caller said, beside what was coded from it (contract section 3)."""
LONGEST_WORDS = 1000


class BadFields(BadInput):
    """`faults`: field name → what is wrong with it, in Chinese."""

    code = "bad-fields"

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("；".join(faults.values()) + "。")
        self.faults = dict(faults)


def clean(matter: Matter, given: Mapping[str, object]) -> Fields:
    """Checked values without the case number; empty optional ones are left out.

    Raises BadFields for unknown, missing and unreadable ones together.
    """
    words = {name: value for name, value in given.items() if _field_of_words(matter, name)}
    faults = {
        name: f"没有“{name}”这一项" for name in given if matter.field(name) is None and name not in words
    }
    values: Fields = {}
    for field in matter.asked:
        value = given.get(field.name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if field.required:
                faults[field.name] = f"还缺“{field.title_zh}”"
            elif field.default is not None:
                values[field.name] = field.default
            continue
        try:
            values[field.name] = clean_value(field, value)
        except BadInput as error:
            faults[field.name] = error.message
    if faults:
        raise BadFields(faults)
    return values | _kept_words(words, values)


def _field_of_words(matter: Matter, name: str) -> bool:
    return name.endswith(WORDS) and matter.field(name.removesuffix(WORDS)) is not None


def _kept_words(words: Mapping[str, object], values: Fields) -> Fields:
    """The caller's own words beside what was coded from them, personal numbers masked."""
    return {
        name: masked(said.strip())[:LONGEST_WORDS]
        for name, said in words.items()
        if isinstance(said, str) and said.strip() and name.removesuffix(WORDS) in values
    }


def clean_value(field: Field, value: object) -> str:
    """One value in its stored form. Raises BadInput with a sentence that names the field."""
    try:
        return _READ[field.reader](field, value)
    except (ValueError, InvalidOperation) as error:
        raise BadInput(f"“{field.title_zh}”没有读懂，请再说一遍") from error


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    text = value.strip()
    if len(text) > field.max_length:
        raise BadInput(f"“{field.title_zh}”请不超过{field.max_length}字")
    return text


def _choice(field: Field, value: object) -> str:
    chosen = field.choice(_text(field, value))
    if chosen is None:
        titles = "、".join(choice.title for choice in field.choices)
        raise BadInput(f"“{field.title_zh}”请从这些里选：{titles}")
    return chosen.value


def _date(field: Field, value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).date().isoformat()
    day = value if isinstance(value, date) else date.fromisoformat(_text(field, value))
    return day.isoformat()


def _moment(field: Field, value: object) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(_text(field, value))
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(BEIJING).isoformat()


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


_READ: dict[str, Callable[[Field, object], str]] = {
    "case_number": _text,
    "hearing": _text,
    "text": _text,
    "person": _text,
    "choice": _choice,
    "date": _date,
    "datetime": _moment,
    "phone": _phone,
    "amount": _amount,
}
