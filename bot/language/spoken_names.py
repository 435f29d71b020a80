"""The caller's own name, when it was asked for: by its shape, whatever else it sounds like.

高远帆; 免贵姓高，高远帆; 我姓任，叫工; 立早章，章怀素; 程序，前程的程; 阿依夏·买买提江.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

from bot.language.fold import fold
from bot.language.names import SURNAMES

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "name_answers.yml"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BRACKETS = re.compile(r"[(\[「『“\"][^)\]」』”\"]*[)\]」』”\"]?")
_PIECE = re.compile(rf"[{_HAN}]+")
_DOTTED = re.compile(rf"[{_HAN}]{{1,8}}(?:[·•][{_HAN}]{{1,8}}){{1,3}}")
_CALLED = re.compile(
    r"(?<![一乱喊别没])(?:叫(?:做|作)?|大名是?|全名是?|名字就?是|姓名就?是|(?<=姓.)名|(?<=姓..)名)(?=.)"
)
_FAMILY = re.compile(
    rf"(?:免贵|复)?姓(?![名啥什甚])(?P<family>[{_HAN}]{{1,2}}?)(?=名|叫|$|[^{_HAN}]|(?P=family))"
)
_EXPLAINED = re.compile(rf"[的嘅](?:那个)?([{_HAN}])")
_SPELT = re.compile(rf"(?<![{_HAN}])[{_HAN}](?: [{_HAN}]){{1,3}}(?![{_HAN}])")
_SOFT = "啊呀哈嘛呢吧哦"
_GOES_ON = re.compile(rf"$|[{_SOFT}这就不没我你您他]")
Trust = Literal["called", "told", ""]
COMMON = 100
"""So many families are met so often that three characters with theirs are a name, whatever the other two
mean."""
LONGEST = 8
"""Characters of a name without a surname of the list or a dot (额尔敦巴雅尔, 木合塔尔艾山江)."""


class _Cues(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    apart: re.Pattern[str]
    whole: dict[str, str]
    compound: re.Pattern[str]
    single: frozenset[str]
    never: re.Pattern[str]
    foreign: re.Pattern[str]
    explains: re.Pattern[str]


def answered_name(text: str) -> str | None:
    """The name that an answer to 您的姓名 gives, whole; None where it gives none, or the family name
    alone."""
    said = _BRACKETS.sub(",", fold(text))
    dotted = _DOTTED.search(_unled(said))
    if dotted:
        return dotted[0].replace("•", "·")
    explained = set(_EXPLAINED.findall(said))
    family = _family(said)
    called = (
        _name_at(_piece(said, match.end()), explained, "called", family) for match in _CALLED.finditer(said)
    )
    after_family = (
        _name_at(_without_parts(_piece(said, match.end())), explained, "told")
        for match in _FAMILY.finditer(said)
    )
    pieces = [match[0] for match in _PIECE.finditer(_SPELT.sub(_joined, said))]
    told = (
        _name_at(
            _unled(_without_parts(piece)),
            explained,
            "told" if not any(map(_unled_all, pieces[:place])) and _explain(pieces[place + 1 :]) else "",
            family,
        )
        for place, piece in enumerate(pieces)
    )
    spelt = (_spelt_out(piece, explained) for piece in pieces)
    return next((name for names in (called, after_family, told, spelt) for name in names if name), None)


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def _unled_all(piece: str) -> bool:
    """Whether a piece says more than what leads to a name."""
    left = _unled(piece)
    return not _cues().before.fullmatch(left)


def _spelt_out(piece: str, explained: set[str]) -> str | None:
    """What is left where each character is told by a word that has it (支付的支支行知,
    闵行的闵朴素的素闵素)."""
    for reach in (0, 1, 2):
        left = re.sub(rf"[{_HAN}]{{0,{reach}}}([{_HAN}])[{_HAN}]{{0,2}}[的那嘅](?:个)?\1", "", piece)
        name = _unled(_untailed(left))
        if left != piece and 2 <= len(name) <= 4 and name[0] in _cues().single and set(name) & explained:
            return name
    return None


def probable_name(text: str) -> str | None:
    """The first piece that can be a name at all, of an utterance that is known to give one."""
    pieces = (_untailed(_unled(_without_parts(match[0]))) for match in _PIECE.finditer(fold(text)))
    never = _cues().never
    return next((each for each in pieces if 2 <= len(each) <= 4 and not never.search(each)), None)


def _piece(said: str, start: int) -> str:
    match = _PIECE.search(said, start)
    return match[0] if match and not said[start : match.start()].strip(" ,:'") else ""


def _family(said: str) -> str:
    """The family name told by itself (姓任, 立早章); empty where none is."""
    match = _FAMILY.search(said)
    apart = _cues().apart.search(said)
    return match["family"] if match else _cues().whole[apart["parts"]] if apart else ""


def _without_parts(piece: str) -> str:
    """立早章章怀素 → 章怀素; 章立早章 → empty."""
    match = _cues().apart.match(piece)
    return piece[match.end() :] if match else piece


def _explain(pieces: list[str]) -> bool:
    """Whether nothing, or only how the name is written, follows it."""
    return not pieces or bool(_cues().explains.search(pieces[0])) or len(pieces[0]) <= 1


def _name_at(said: str, explained: set[str], trust: Trust, family: str = "") -> str | None:
    """The name that `said` begins with. `trust`: `called` a name, `told` alone, or empty; only a trusted
    one may
    lack a known surname."""
    cues, bare = _cues(), _untailed(said)
    if (
        trust
        and family
        and 1 <= len(bare) <= 2
        and bare[0] not in (family[0], "姓")
        and not cues.never.search(bare)
    ):
        return family + bare
    for length in (len(bare), 4, 3, 2):
        name, rest = said[:length], said[length:]
        if length > len(said) or not _could_be(name, rest, trust):
            continue
        common = trust == "told" and length == len(said) == 3 and name[0] in SURNAMES[:COMMON]
        told_apart = common or (family and name.startswith(family)) or set(name) & explained
        if cues.never.search(name) and not told_apart:
            continue
        if rest in ("", said[len(bare) :]) or _GOES_ON.match(rest) or name[-1] in explained:
            return name
    return None


def _could_be(name: str, rest: str, trust: Trust) -> bool:
    cues = _cues()
    if cues.explains.search(name) and trust != "told":
        return False
    if cues.compound.match(name):
        return 3 <= len(name) <= (LONGEST if trust and not rest else 4)
    if name[:1] in cues.single and 2 <= len(name) <= 3:
        return name[-1] not in _SOFT
    foreign = trust == "called" or not cues.foreign.search(name)
    return bool(trust) and not rest and (2 if trust == "called" else 3) <= len(name) <= LONGEST and foreign


def _unled(piece: str) -> str:
    changed = True
    while changed:
        led = _cues().before.match(piece)
        changed = bool(led and led.end() and led.end() < len(piece))
        if led and changed:
            piece = piece[led.end() :]
    return piece


def _untailed(piece: str) -> str:
    changed = True
    while changed:
        tail = _cues().after.search(piece)
        changed = bool(tail and len(piece) - len(tail[0]) >= 2)
        if tail and changed:
            piece = piece[: tail.start()]
    return piece


@cache
def _cues() -> _Cues:
    rows = yaml.safe_load(CUES.read_text(encoding="utf-8"))

    def one_of(words: list[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    parts = "|".join(rows["apart"])
    wholes = "|".join(set(rows["apart"].values()))
    return _Cues(
        re.compile(one_of(rows["before"])),
        re.compile(rf"(?:{one_of(rows['after'])})$"),
        re.compile(rf"(?:{wholes})?(?P<parts>{parts})(?:{wholes})"),
        rows["apart"],
        re.compile(one_of(rows["compound"])),
        frozenset(SURNAMES) | frozenset(rows["rare"]),
        re.compile(one_of(rows["never"])),
        re.compile(one_of([*rows["foreign_never"], *rows["explains"]])),
        re.compile(one_of(rows["explains"])),
    )
