"""Case numbers in recognised speech: words that sound like a court's sign or a type code and stand
where one must.

名出 between a court's digits and a serial is 民初; 越 before 0106 is 粤. One replacement needs one
meaning: a sound that fits several (型初: 刑初 or 行初; 进: 津 or 晋) is left as it is, and what the
recogniser wrote itself stays.
"""

import re
from dataclasses import replace
from functools import lru_cache

from pypinyin import lazy_pinyin

from bot.language.case_number import CaseNumber
from bot.language.case_patterns import sign_of
from bot.language.case_types import case_types, match_type
from bot.language.court_table import provinces
from bot.language.digits import DIGIT, DIGIT_OF
from bot.language.sounds import sound_key

_YEAR = rf"(?:{DIGIT}{{4}}|(?<!{DIGIT}){DIGIT}{{2}})\s*[年)）\]】〕]*\s*,?\s*"
_SIGN = re.compile(
    rf"(?P<before>{_YEAR})(?P<sign>[\u4e00-\u9fff])(?=\s*(?:{DIGIT}{{4}}|{DIGIT}{{2}})\s*,?\s*(?!{DIGIT})[\u4e00-\u9fff])"
)
_ORDINAL = r"\s*,?\s*(?:字第?|第)?\s*"
_TYPE = re.compile(
    rf"(?P<before>{DIGIT}{{2}}\s*,?\s*)(?P<type>(?!年)(?:(?!{DIGIT})[\u4e00-\u9fff]){{2,3}}?)(?={_ORDINAL}(?:{DIGIT}{{2}}|{DIGIT}万))"
    rf"|(?P<court>[{''.join(provinces())}]\s*{DIGIT}{{4}}\s*,?\s*)(?P<alone>(?!{DIGIT})[\u4e00-\u9fff])(?={_ORDINAL}{DIGIT}+\s*号)"
)
_ZI_DI = re.compile(rf"(?<=[\u4e00-\u9fff])[自次子](?=第\s*{DIGIT})")
_NO_SIGN = frozenset(sign_of()) | frozenset(DIGIT_OF) | frozenset("年十百千万亿呃嗯啊额哦")


@lru_cache(maxsize=1)
def _signs() -> dict[str, list[str]]:
    """Toneless sound → the signs that have it."""
    sounds: dict[str, list[str]] = {}
    for sign in sorted(set(sign_of().values())):
        sounds.setdefault(lazy_pinyin(sign)[0], []).append(sign)
    return sounds


@lru_cache(maxsize=1)
def _types() -> dict[tuple[str, ...], list[str]]:
    """Folded sounds → the type codes that have them."""
    sounds: dict[tuple[str, ...], list[str]] = {}
    for code in case_types():
        sounds.setdefault(sound_key(code), []).append(code)
    return sounds


def _sign(match: "re.Match[str]") -> str:
    said = match["sign"]
    if said in _NO_SIGN:
        return match[0]
    fitting = _signs().get(lazy_pinyin(said)[0], [])
    return match["before"] + (fitting[0] if len(fitting) == 1 else said)


def _type(match: "re.Match[str]") -> str:
    said = match["type"] or match["alone"]
    if match_type(said) or any(c in DIGIT_OF for c in said):
        return match[0]
    fitting = _types().get(sound_key(said), [])
    return (match["before"] or match["court"]) + (fitting[0] if len(fitting) == 1 else said)


def sounding_alike(number: CaseNumber) -> list[CaseNumber]:
    """The numbers that the ear cannot tell from this one: 刑初 and 行初, 津 and 晋. Ask, never choose."""
    types = _types().get(sound_key(number.type_code), [number.type_code])
    sign, seat = number.court[0], number.court[1:]
    signs = [sign] if number.court == "最高法" else _signs()[lazy_pinyin(sign)[0]]
    numbers = [replace(number, court=sign + seat, type_code=code) for sign in signs for code in types]
    return [other for other in numbers if other != number]


def as_heard(text: str) -> str:
    """The folded text with such words replaced, character for character: its length does not change."""
    return _TYPE.sub(_type, _SIGN.sub(_sign, _ZI_DI.sub("字", text)))
