"""Which request matter a question is about."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from bot.language.fold import fold

TABLE = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "matter_cues.yml"


def find_matter(text: str, function: str) -> str | None:
    """The `request.*` code that a sentence of this function asks about (退费要什么材料), or None: where it
    names none, and for functions that ask about no matter.
    """
    asked_by, functions, pattern = _table()
    if function not in asked_by:
        return None
    named = [match[1] for match in pattern.finditer(fold(text))]
    return functions[max(named, key=len)] if named else None


def applied_for(text: str) -> str | None:
    """The one `request.*` code that a sentence applies for in so many words (申请延期，因为我要住院);
    None where it
    names none or several."""
    folded = fold(text)
    _, functions, pattern = _table()
    named = {
        functions[match[1]]
        for match in pattern.finditer(folded)
        if "申请" in match[1] or _APPLIES.search(folded[: match.start()])
    }
    return named.pop() if len(named) == 1 else None


_APPLIES = re.compile(r"(?<!不)(?<!没)申请(?:一下|个|办理)?$")
_GIVES_UP = (
    r"(?:我们?|俺|那|算了|还是|先|这个|就|也)*(?:不|别|莫)(?:想|要|用|打算|准备|再)*"
    r"(?:(?:申请|办理?|提交?|弄|搞|登记|做)?(?:这个)?(?:{cues})|申请|办理?|提交?|弄|搞|登记)(?:了|啦|吧|嘛|哈)+"
)


def gives_up(text: str, function: str) -> bool:
    """Whether a text, whole, takes back what is being asked for: 我不想延期了, 不申请了, 那不退费了."""
    bare = re.sub(r"[\s,。.!~]", "", fold(text))
    cues = {each for cue, named in _table()[1].items() if named == function for each in (cue, _act(cue))}
    return (
        bool(cues) and re.fullmatch(_GIVES_UP.format(cues="|".join(map(re.escape, cues))), bare) is not None
    )


def _act(cue: str) -> str:
    return cue.replace("申请", "") or cue


@cache
def _table() -> tuple[frozenset[str], dict[str, str], re.Pattern[str]]:
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    functions = {fold(cue): function for function, cues in rows["cues"].items() for cue in cues}
    longest_first = sorted(functions, key=len, reverse=True)
    # looking ahead finds cues that overlap: 申请 | 撤回 | 起诉
    pattern = re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))")
    return frozenset(rows["asked_by"]), functions, pattern
