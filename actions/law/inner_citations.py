"""A statute's text cites other laws by the numbers of its day; where they have changed, the present number is
put beside the old one."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from actions.law.articles import chinese_number, laws
from actions.law.editions import carried_over, current_edition, edition_on
from bot.language.digits import read_integer

_PART = r"(?:之[一二三四五六七八九十]+)?(?:第[一二三四五六七八九十]+[款项])*"
_ARTICLE = rf"第[零〇一二两三四五六七八九十百千\d]+条{_PART}"
_LIST = rf"{_ARTICLE}(?:(?:、|和|及|以及|或者|至){_ARTICLE})*"
_NUMBER = re.compile(r"第([零〇一二两三四五六七八九十百千\d]+)条")
UNKNOWN = "引用的是当时的条号，现在的条号请核对"


def with_present_numbers(text: str, law: str | None, day: date) -> str:
    """`day`: when the edition of the text came into force; `law`: the code of the text's own law, which cites
    itself by its own numbers."""
    for code, pattern in _cited().items():
        edition = edition_on(code, day)
        if code == law or edition == current_edition(code):
            continue
        text = pattern.sub(lambda match, code=code, edition=edition: _beside(match, code, edition), text)  # type: ignore[misc]
    return text


def _beside(match: re.Match[str], code: str, edition: str | None) -> str:
    def present(number: re.Match[str]) -> str:
        old = read_integer(number[1]) or 0
        carried = carried_over(code, edition, old)[0] if edition else None
        if carried is None or carried.number is None:
            return f"{number[0]}〔{UNKNOWN}〕"
        return (
            number[0] if carried.number == old else f"{number[0]}〔现第{chinese_number(carried.number)}条〕"
        )

    told = _NUMBER.sub(present, match[2])
    once = told.replace(f"〔{UNKNOWN}〕", "") + f"〔{UNKNOWN}〕"
    return match[1] + (once if told.count(UNKNOWN) > 1 else told)


@cache
def _cited() -> dict[str, re.Pattern[str]]:
    """The laws whose numbers have changed → how a text names them before an article."""
    codes = [code for code in laws() if current_edition(code)]
    return {
        code: re.compile(rf"((?:《)?(?:中华人民共和国)?{laws()[code].short}》?)({_LIST})") for code in codes
    }
