"""Sentences that hold one spoken case number of an invented case, with the caller's other cases."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.case_number import CaseNumber
from bot.language.court_table import Court
from bot.language.courts import CourtDirectory
from data.speech.spoken import by_digit, by_value

_TYPES = (
    "民初",
    "民初",
    "民初",
    "民终",
    "刑初",
    "刑终",
    "行初",
    "行终",
    "执",
    "执异",
    "执保",
    "民申",
    "民特",
    "财保",
)
_FRAMES = (
    "{}",
    "{}",
    "我的案号是{}",
    "案号{}",
    "查一下{}什么时候开庭",
    "你好，我想问一下{}这个案子到哪一步了",
    "{}，请问判决出来没有",
    "嗯，那个，{}，帮我申请延期",
    "不是那个，是{}",
    "麻烦查{}的承办法官电话",
    "我要给{}交诉讼费",
    "就是{}那个案子",
)


@dataclass(frozen=True)
class Sentence:
    """`spoken` holds the number of `case`; `own` are the caller's cases in canonical form, `case` among
    them."""

    spoken: str
    case: CaseNumber
    own: tuple[str, ...]


def sentences(count: int, seed: int) -> list[Sentence]:
    """The same invented sentences for the same seed, no two alike."""
    chance = random.Random(seed)
    courts = [
        court for court in CourtDirectory.load_default() if court.current and court.code[1:].isdecimal()
    ]
    made: dict[str, Sentence] = {}
    while len(made) < count:
        case = _case(chance, courts)
        said = chance.choice(_FRAMES).format(_said(chance, case))
        made.setdefault(said, Sentence(said, case, _own(chance, case, courts)))
    return list(made.values())


def _case(chance: random.Random, courts: Sequence[Court]) -> CaseNumber:
    type_code = chance.choice(_TYPES)
    second = type_code.endswith("终") or type_code == "民申"
    fitting = [court for court in courts if (len(court.code) == 3) == second]
    serial = chance.randint(1, 10 ** chance.choice((3, 4, 4, 5)) - 1)
    return CaseNumber(chance.randint(2022, 2026), chance.choice(fitting).code, "", type_code, serial)


def _own(chance: random.Random, case: CaseNumber, courts: Sequence[Court]) -> tuple[str, ...]:
    """The case, one of the same court with another serial, one that differs in year or type alone, others."""
    digits = list(str(case.serial))
    if chance.random() < 0.33:
        place = chance.randrange(len(digits))
        digits[place] = chance.choice([d for d in "123456789" if d != digits[place]])
        other = int("".join(digits))
    else:
        other = case.serial + chance.choice((-1, 1)) * chance.randint(1, max(2, case.serial // 2))
    serial = replace(case, serial=max(1, other if other != case.serial else case.serial + 1))
    if chance.random() < 0.5:
        sibling = replace(case, year=case.year + (1 if case.year < 2026 and chance.random() < 0.5 else -1))
    else:
        kinds = [code for code in _TYPES if code != case.type_code and code[-1] == case.type_code[-1]]
        sibling = replace(case, type_code=chance.choice(kinds or ["民初"]))
    own = [case, serial, sibling, *(_case(chance, courts) for _ in range(chance.randint(2, 5)))]
    chance.shuffle(own)
    return tuple(number.canonical for number in own)


def _said(chance: random.Random, case: CaseNumber) -> str:
    """One of the ways to say a number aloud."""
    digits = by_digit(str(case.year))
    year = chance.choice(
        (digits, digits, digits + "年", f"两千零{by_value(str(case.year % 100))}年", digits[2:] + "年")
    )
    directory = CourtDirectory.load_default()
    court = case.court[0] + by_digit(case.court[1:])
    if chance.random() < 0.25:
        name = directory.get(case.court)
        court = name.name.replace("人民法院", "法院") if name else court
    serial = by_value(str(case.serial)) if chance.random() < 0.2 else by_digit(str(case.serial))
    said = (
        f"{year}{court}{case.type_code}{chance.choice(('', '', '字第'))}{serial}号"
        if chance.random() < 0.7
        else f"{year}，{court}，{case.type_code}，{serial}号"
    )
    manner = chance.random()
    if manner < 0.25:
        said = said.replace("一", "幺") if serial == by_digit(str(case.serial)) else said
    return said.replace("零", "洞") if manner < 0.08 else said
