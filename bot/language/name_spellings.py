"""The ways a person's name is written: with dots and blanks, in pinyin, half of it left open, turned round.

Valid on Python 3.10.
"""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, pinyin

from bot.language.names import surname

BLANK = re.compile(r"[\s·•・‧∙⋅.\-_'’`*＊~|/\\,，、:：;；\"“”\u200b-\u200f\u2060\ufeff]+")
"""What stands inside a name and is no part of it."""
_BETWEEN = r"[\s·•・‧∙⋅.\-_'’`~|/\\,，、]{0,3}"
_OPEN = r"[某xX×✕*＊○〇囗口□_?？]"
"""A character that the writer left open."""
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_NEAR_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_NEAR_FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


def spelled(name: str, text: str) -> bool:
    """Whether a folded text holds this bare name in another spelling."""
    if len(name) < 2 or not all(_HAN.match(char) for char in name):
        return _dotted_part(name, text)
    latin = _latin(text)
    return any(pattern.search(latin) is not None for pattern in _patterns(name)) or _mixed(name, latin)


def _dotted_part(name: str, text: str) -> bool:
    return len(name) > 1 and name in BLANK.sub("", text)


@lru_cache(maxsize=512)
def _latin(text: str) -> str:
    """Without tone marks (zhèng → zheng), in small letters; ü is v."""
    marked = text.replace("ü", "v").replace("Ü", "v")
    parts = unicodedata.normalize("NFD", marked)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return unicodedata.normalize("NFC", plain).casefold()


@lru_cache(maxsize=512)
def _patterns(name: str) -> "tuple[re.Pattern[str], ...]":
    family, given = surname(name), name[len(surname(name)) :]
    one, other = _pinyin(family), _pinyin(given)
    alone = r"(?<![a-z])(?:{})(?![a-z])"
    whole = [rf"{one}{_BETWEEN}{other}", rf"{other}{_BETWEEN}{one}"]
    found = [alone.format(way) for way in whole]
    found += [rf"{re.escape(family)}{_OPEN}{{1,3}}", rf"{re.escape(family)}{_BETWEEN}{other}(?![a-z])"]
    found += [rf"(?<![a-z]){one}{_BETWEEN}{re.escape(given)}", rf"(?<![a-z]){one}{_BETWEEN}某"]
    if len(given) > 1:
        found += [rf"{_OPEN}{re.escape(given)}", alone.format(_initials(name))]
    return tuple(re.compile(way) for way in found)


def _mixed(name: str, text: str) -> bool:
    """Each character as itself or in pinyin, whatever stands between them: 郑 guo 强."""
    if not re.search(r"[a-z]", text):
        return False
    return _each(name).search(text) is not None


@lru_cache(maxsize=512)
def _each(name: str) -> "re.Pattern[str]":
    return re.compile(_BETWEEN.join(rf"(?:{re.escape(char)}|{_syllables(char)}\d?)" for char in name))


def _pinyin(chars: str) -> str:
    return _BETWEEN.join(rf"{_syllables(char)}\d?" for char in chars)


def _initials(name: str) -> str:
    heads = ["".join(sorted({reading[0] for reading in _readings(char)})) for char in name]
    return r"[\s.]{0,2}".join(f"[{head}]" for head in heads)


@lru_cache(maxsize=4096)
def _syllables(char: str) -> str:
    ways = {way for reading in _readings(char) for way in _near(reading)}
    return f"(?:{'|'.join(sorted(map(re.escape, ways), key=len, reverse=True))})"


def _readings(char: str) -> "list[str]":
    return pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]


def _near(reading: str) -> "set[str]":
    """A syllable as people type it who do not tell zh from z or eng from en."""
    ways = {reading, reading.replace("v", "u"), reading.replace("v", "yu")}
    for near, far in (*_NEAR_INITIALS, *((far, near) for near, far in _NEAR_INITIALS)):
        ways |= {far + way[len(near) :] for way in ways if way.startswith(near)}
    ways = {way.replace("zhh", "zh").replace("shh", "sh").replace("chh", "ch") for way in ways}
    for near, far in (*_NEAR_FINALS, *((far, near) for near, far in _NEAR_FINALS)):
        ways |= {way[: -len(near)] + far for way in ways if way.endswith(near)}
    return ways
