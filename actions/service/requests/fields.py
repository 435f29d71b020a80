"""Values of a matter's fields: filled from the record, checked, and in the form in which they are kept."""

from __future__ import annotations

from collections.abc import Mapping

from actions.errors import BadFields, BadInput
from actions.service.masking import masked
from actions.service.requests import kinds
from actions.service.requests.kinds import Record
from actions.service.requests.matters import Fields, Matter

WORDS = "_words"
"""`fields.<name>_words`: what the caller said, beside what was coded from it (contract section 3)."""
LONGEST_WORDS = 1000


def fill(record: Record, matter: Matter, given: Mapping[str, object]) -> Fields:
    """What was given, and what the record makes plain."""
    filled = dict(given)
    for field in matter.asked:
        value = kinds.from_record(record, field, filled)
        if value is not None:
            filled[field.name] = value
    return filled


def clean(matter: Matter, given: Mapping[str, object]) -> Fields:
    """Checked values without the case number; empty optional ones, and those that are not asked with the
    others as they are, are left out.

    Raises BadFields for unknown, missing and unreadable ones together.
    """
    words = {name: value for name, value in given.items() if _field_of_words(matter, name)}
    faults = {
        name: f"没有“{name}”这一项" for name in given if matter.field(name) is None and name not in words
    }
    values: Fields = {}
    for field in matter.asked:
        value = given.get(field.name)
        if not field.is_asked(values):
            continue
        if value is None or (isinstance(value, str) and not value.strip()):
            if field.required:
                faults[field.name] = f"还缺“{field.title_zh}”"
            elif field.default is not None:
                values[field.name] = field.default
            continue
        try:
            values[field.name] = kinds.clean(field, value)
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
