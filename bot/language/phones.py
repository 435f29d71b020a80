"""Telephone numbers as E.164."""

import re
from dataclasses import dataclass

from bot.language.dictation import dictated
from bot.language.fold import fold

_MOBILE = re.compile(r"(?:0086|86)?(?P<number>1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:0086|86)?0?(?P<number>(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7})")


@dataclass(frozen=True)
class Phone:
    """A number in E.164 (+86…) and where it stands in the folded text."""

    number: str
    start: int
    end: int


def read_phone(digits: str) -> str | None:
    """The E.164 form of the digits of a mainland mobile or a landline with area code, else None."""
    if match := _MOBILE.fullmatch(digits):
        return "+86" + match["number"]
    if digits.startswith(("0", "86")) and (match := _LANDLINE.fullmatch(digits)) and len(digits) >= 10:
        return "+86" + match["number"]
    return None


def find_phones(text: str) -> list[Phone]:
    """Every telephone number in a text, dictated or written."""
    folded = fold(text)
    found = []
    for run in dictated(folded, whole=lambda digits: read_phone(digits) is not None):
        number = read_phone(run.digits)
        if number:
            start = run.start - 1 if folded[: run.start].endswith(("+", "(")) else run.start
            found.append(Phone(number, start, run.end))
    return found
