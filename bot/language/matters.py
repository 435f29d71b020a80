"""Which request matter a question is about."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.language.fold import fold
from bot.language.tables import read_yaml

TABLE = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "matter_cues.yml"


def find_matter(text: str, function: str) -> str | None:
    """The `request.*` code that a sentence of this function asks about (退费要什么材料), or None: where it
    names none, and for functions that ask about no matter. What is said of it counts, not what stands
    between (退的那笔诉讼费).
    """
    table = _asking()
    if function not in table.asked_by:
        return None
    folded = table.beside.sub(lambda place: "■" * len(place[0]), fold(text))
    named = [(match[1], _table()[0][match[1]]) for match in _table()[1].finditer(folded)]
    named += [
        ("".join(filter(None, match.groups())), code)
        for code, shape in table.shapes
        for match in shape.finditer(folded)
    ]
    asked = [(said, code) for said, code in named if code not in table.asked_by[function]]
    return max(asked, key=lambda each: len(each[0]))[1] if asked else None


def applied_for(text: str) -> str | None:
    """The one `request.*` code that a sentence applies for in so many words (申请延期，因为我要住院);
    None where it
    names none or several."""
    folded = fold(text)
    functions, pattern = _table()
    named = {
        functions[match[1]]
        for match in pattern.finditer(folded)
        if "申请" in match[1] or _APPLIES.search(folded[: match.start()])
    }
    named |= {code for code, pattern in _wanted() if pattern.search(folded)}
    return named.pop() if len(named) == 1 else None


_APPLIES = re.compile(r"(?<!不)(?<!没)申请(?:一下|个|办理)?$")
_GIVES_UP = (
    r"(?:我们?|俺|那|算了|还是|先|这个|就|也)*(?:不|别|莫)(?:想|要|用|打算|准备|再)*"
    r"(?:(?:申请|办理?|提交?|弄|搞|登记|做)?(?:这个)?(?:{cues})|申请|办理?|提交?|弄|搞|登记)(?:了|啦|吧|嘛|哈)+"
)


def gives_up(text: str, function: str) -> bool:
    """Whether a text, whole, takes back what is being asked for: 我不想延期了, 不申请了, 那不退费了."""
    bare = re.sub(r"[\s,。.!~]", "", fold(text))
    cues = {each for cue, named in _table()[0].items() if named == function for each in (cue, _act(cue))}
    return (
        bool(cues) and re.fullmatch(_GIVES_UP.format(cues="|".join(map(re.escape, cues))), bare) is not None
    )


class Instead(NamedTuple):
    """What is wanted in place of what was begun: the function, and what is said of it."""

    function: str
    said: str


def instead(text: str, function: str) -> Instead | None:
    """What a text asks for in place of this function: 不是退费，我要交费; 算了改成建议吧，…. None where it
    takes this one not back by name, or names no other."""
    said = fold(text)
    named = _named()
    own = sorted((cue for cue, code in named.items() if code == function), key=len, reverse=True)
    denied = None if not own else re.search(_DENIES.format(cues="|".join(map(re.escape, own))), said)
    changed = _CHANGES_TO.search(said)
    at = denied.end() if denied else changed.end() if changed else None
    if at is None:
        return None
    found = [
        (-len(cue), code)
        for cue, code in named.items()
        if code != function
        and re.compile(rf"{'' if not denied else '.*'}{re.escape(cue)}{_NO_FEE}", re.S).match(said, at)
    ]
    if not found:
        return None
    rest = said[at:].lstrip(",。!;、 ")
    behind = re.match(
        rf"(?:{'|'.join(map(re.escape, named))})(?:吧|了|啊|好了|算了)*[,。!;:、 ]+(?=.{{4}})", rest
    )
    return Instead(min(found)[1], rest[behind.end() :] if changed and behind else rest)


def both(text: str) -> tuple[str, str] | None:
    """The two matters that a text names side by side (撤诉和退费一起办); None where it does not."""
    two = beside_each_other(text)
    return two if two is not None and _TOGETHER.search(fold(text)) else None


def beside_each_other(text: str) -> tuple[str, str] | None:
    """Two matters named side by side, whether both are wanted or not (鉴定跟取证那个事情)."""
    said = fold(text)
    cues = "|".join(sorted(map(re.escape, _table()[0]), key=len, reverse=True))
    match = re.search(rf"(?P<one>{cues})(?:申请)?(?:和|跟|与|、|还有|加上?|连同?|带)(?P<two>{cues})", said)
    if match is None:
        return None
    one, two = (_table()[0][match[name]] for name in ("one", "two"))
    return (one, two) if one != two else None


_NO_FEE = "(?!费)"
"""The fee of a matter (改成保全费) is not the matter."""
_TOGETHER = re.compile(r"一起|一块|都|同时|两[个样件]|一并|一道|顺便|要|办|申请")
_DENIES = (
    r"(?:不是|不要|不办|别|不想|我没说|谁说)(?:要|办|申请|做|让你)*(?:{cues})(?:了|啊|吧|哈)*[,。!;、 ]*"
)
_CHANGES_TO = re.compile(
    r"(?:(?:改成|换成|改为|改|换|算是?|当成?|作为|还是)(?:一?[个条下]|做|提)*)+(?=[^,。;]{2})"
)


@cache
def _wanted() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """How a matter is wished for in other words than its name."""
    rows = read_yaml(TABLE)
    return tuple((code, re.compile("|".join(each))) for code, each in rows["wanted"].items())


@cache
def _named() -> dict[str, str]:
    """Every word for something that is wanted, with its function."""
    rows = read_yaml(TABLE)
    return _table()[0] | {fold(cue): code for code, cues in rows["said_instead"].items() for cue in cues}


def _act(cue: str) -> str:
    return cue.replace("申请", "") or cue


class _Asking(NamedTuple):
    """Functions that ask about a matter, with those that they never mean; words that are none; and shapes of
    words apart."""

    asked_by: dict[str, frozenset[str]]
    beside: re.Pattern[str]
    shapes: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _asking() -> _Asking:
    rows = read_yaml(TABLE)
    return _Asking(
        {function: frozenset(never) for function, never in rows["asked_by"].items()},
        re.compile("|".join(sorted(map(re.escape, map(fold, rows["beside"])), key=len, reverse=True))),
        tuple((code, re.compile(shape)) for code, shapes in rows["shapes"].items() for shape in shapes),
    )


@cache
def _table() -> tuple[dict[str, str], re.Pattern[str]]:
    rows = read_yaml(TABLE)
    functions = {fold(cue): function for function, cues in rows["cues"].items() for cue in cues}
    longest_first = sorted(functions, key=len, reverse=True)
    # looking ahead finds cues that overlap: 申请 | 撤回 | 起诉
    return functions, re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))")
