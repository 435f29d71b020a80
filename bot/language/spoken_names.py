"""The caller's own name, when it was asked for: by its shape, whatever else it sounds like.

高远帆; 免贵姓高，高远帆; 我姓任，叫工; 立早章，章怀素; 程序，前程的程; 阿依夏·买买提江.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from bot.language.fold import fold
from bot.language.names import SURNAMES
from bot.language.tables import read_yaml

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "name_answers.yml"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BRACKETS = re.compile(r"[(\[「『“\"][^)\]」』”\"]*[)\]」』”\"]?")
_PIECE = re.compile(rf"[{_HAN}]+")
_DOTTED = re.compile(rf"[{_HAN}]{{1,8}}(?:[·•][{_HAN}]{{1,8}}){{1,3}}")
_CALLED = re.compile(
    r"(?<![一乱喊别没])(?:叫(?:做|作)?(?!个)|大名是?|全名是?|名字就?是|姓名就?是|本人(?![的不在要想就是])"
    r"|(?<=姓.)名|(?<=姓..)名)(?=.)"
)
_FAMILY = re.compile(
    rf"(?:免贵|复)?姓(?![名啥什甚])[\"'“]?(?P<family>[{_HAN}]{{1,2}}?)(?=名|叫|$|[^{_HAN}]|(?P=family))"
)
_SURNAMED = re.compile("姓(?![名啥什甚])")
_EXPLAINED = re.compile(rf"[的嘅](?:那个)?([{_HAN}])")
_EXPLAINING = re.compile(rf"(?:[的嘅](?:那个)?|那个)([{_HAN}])")
_PARTS_BEFORE = re.compile(rf"[{_HAN}]{{1,2}}[头旁](?:的|那个)?([{_HAN}])(?=[ ,]?\1)")
_SPOKEN_DOT = re.compile(rf"(?<=[{_HAN}]) 点 (?=[{_HAN}])")
_TAKEN_BACK = re.compile(r"(?:不对)+|错了|哦不|啊不")
_NEVER_WHOLE = re.compile(r"的|(?:律师|法官|先生|女士|老师|小姐|[是了啦])$|^[小阿老].$")
"""How somebody is spoken of, which is not his name."""
_SPELT = re.compile(rf"(?<![{_HAN}])[{_HAN}](?: [{_HAN}]){{1,3}}(?![{_HAN}])")
_BABBLED = re.compile(r"(.+?)\1+")
"""The same again and again (阿巴阿巴, 沙沙): what a recogniser makes of noise."""
_SIGHED = re.compile("[呃嗯唔哎诶]")
_PUNCTUATED = re.compile(r"[\s,。.!~…、]+")
_SOFT = "啊呀哈嘛呢吧哦"
_TALKED = re.compile("[你您我他她啥是]|身份证|就[是这]")
"""What stands in talk about a name, and in no long name."""
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
    alone. What was taken back counts only where nothing is put in its place."""
    folded = _SPOKEN_DOT.sub("·", fold(text))
    parts = _TAKEN_BACK.split(folded)
    return next((name for part in (*reversed(parts[1:]), folded) if (name := _name(part))), None)


def _name(text: str) -> str | None:
    """Of all that can be one, what the words about its characters speak of most."""
    said = _BRACKETS.sub(",", text)
    dotted = _DOTTED.search(_unled(said))
    if dotted:
        return dotted[0].replace("•", "·")
    explained, family = set(_EXPLAINED.findall(text)) - set("姓名"), _family(text)
    said = _SPELT.sub(_joined, _unexplained(said))
    names = _candidates(said, explained, family)
    return max(names, key=lambda name: (len(explained & set(name)), name.startswith(family)), default=None)


def _candidates(said: str, explained: set[str], family: str) -> list[str]:
    """In the order of trust: what is called a name, what follows 姓, what stands alone."""
    called = (
        _name_at(_unled(_piece(said, match.end()), family), explained, "called", family)
        for match in _CALLED.finditer(said)
    )
    after_family = (
        _name_at(_piece(said, match.end()), explained, "told") for match in _FAMILY.finditer(said)
    )
    from_family = (_name_at(_piece(said, match.end()), explained, "") for match in _SURNAMED.finditer(said))
    pieces = [match[0] for match in _PIECE.finditer(said)]
    told = (
        _name_at(
            _unled(piece, family),
            explained,
            "told" if not any(map(_says_more, pieces[:place])) and _explain(pieces[place + 1 :]) else "",
            family,
        )
        for place, piece in enumerate(pieces)
    )
    return [name for names in (called, after_family, from_family, told) for name in names if name]


def _unexplained(said: str) -> str:
    """Without what tells how a character is written: 谢谢的谢, 立早章 before 章, 草头黄 before 黄."""
    said = _PARTS_BEFORE.sub(",", _cues().apart.sub(",", said))
    for match in reversed(list(_EXPLAINING.finditer(said))):
        words = (said[match.start() - length : match.start()] for length in range(2, 6))
        word = next((each for each in words if match[1] in each and _PIECE.fullmatch(each)), None)
        if word:
            said = f"{said[: match.start() - len(word)]},{said[match.end() :]}"
    return said


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def _says_more(piece: str) -> bool:
    """Whether a piece says more than what leads to a name."""
    return not _cues().before.fullmatch(_unled(piece))


def has_family_name(name: str) -> bool:
    """Whether it begins with a family name that is known, or bears a dot."""
    return "·" in name or name[0] in _cues().single or _cues().compound.match(name) is not None


def lone_name(text: str) -> str | None:
    """Two or three characters with a family name before them, where nothing else is said: whatever word they
    are (费用, 于是), here they are a name."""
    said = _PUNCTUATED.sub("", fold(text))
    alone = len(said) in (2, 3) and said[0] in _cues().single and _PIECE.fullmatch(said)
    return said if alone and not _BABBLED.fullmatch(said) and not _NEVER_WHOLE.search(said) else None


def probable_name(text: str) -> str | None:
    """The first piece that can be a name at all, of an utterance that is known to give one."""
    if (alone := lone_name(text)) is not None:
        return alone
    pieces = (_untailed(_unled(match[0])) for match in _PIECE.finditer(_cues().apart.sub(",", fold(text))))
    never = _cues().never
    could = (each for each in pieces if 2 <= len(each) <= 4 and not _BABBLED.fullmatch(each))
    return next((each for each in could if not never.search(each)), None)


def _piece(said: str, start: int) -> str:
    match = _PIECE.search(said, start)
    return match[0] if match and not said[start : match.start()].strip(" ,:'") else ""


def _family(said: str) -> str:
    """The family name told by itself (姓任, 立早章); empty where none is."""
    match = _FAMILY.search(said)
    apart = _cues().apart.search(said)
    return match["family"] if match else _cues().whole[apart["parts"]] if apart else ""


def _explain(pieces: list[str]) -> bool:
    """Whether nothing, or only how the name is written, follows it."""
    return not pieces or bool(_cues().explains.search(pieces[0])) or len(pieces[0]) <= 1


def _name_at(said: str, explained: set[str], trust: Trust, family: str = "") -> str | None:
    """The name that `said` begins with. `trust`: `called` a name, `told` alone, or empty; only a trusted
    one may lack a known surname."""
    bare = _untailed(said)
    if trust and family and _is_given(bare, family):
        return family + bare
    for length in dict.fromkeys((len(bare), 4, 3, 2)):
        name, rest = said[:length], "" if length == len(bare) else said[length:]
        if length > len(said) or not _could_be(name, rest, trust, _told_apart(name, explained, family)):
            continue
        goes_on = _GOES_ON.match(rest) or (rest[:1] != "的" and _cues().explains.match(rest))
        if length == len(bare) or goes_on or name[-1] in explained:
            return name
    return None


def _is_given(bare: str, family: str) -> bool:
    """Whether it is what stands behind a family name told apart."""
    cues = _cues()
    if not 1 <= len(bare) <= 2 or bare[0] in (family[0], "姓") or bare[-1] in _SOFT:
        return False
    return not cues.never.search(bare) and not cues.before.fullmatch(bare) and not _NEVER_WHOLE.search(bare)


def _told_apart(name: str, explained: set[str], family: str) -> bool:
    """Whether other words say that these are the characters of a name, whatever they mean."""
    return bool(family and name.startswith(family)) or bool(set(name) & explained)


def _could_be(name: str, rest: str, trust: Trust, told_apart: bool) -> bool:
    cues = _cues()
    if _SIGHED.search(name):
        return False
    if _BABBLED.fullmatch(name) and trust != "called" and not told_apart:
        return False
    common = trust == "told" and not rest and len(name) == 3 and name[0] in SURNAMES[:COMMON]
    if _NEVER_WHOLE.search(name) or (cues.never.search(name) and not common and not told_apart):
        return False
    if cues.explains.search(name) and trust != "told" and not told_apart:
        return False
    if cues.compound.match(name):
        return 3 <= len(name) <= (LONGEST if trust and not rest else 4)
    if name[:1] in cues.single and 2 <= len(name) <= 3:
        return name[-1] not in _SOFT
    if not trust or rest or len(name) > LONGEST or (len(name) > 4 and _TALKED.search(name)):
        return False
    if told_apart:
        return len(name) >= 2
    foreign = not cues.foreign.search(name)
    return len(name) >= 2 if trust == "called" else len(name) >= 3 and foreign


def _unled(piece: str, family: str = "") -> str:
    changed = True
    while changed and not (family and piece.startswith(family)):
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
    rows = read_yaml(CUES)

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
