"""Numbers dictated in groups: which groups of digits belong together (幺三八，幺二三四，五六七八)."""

import re
from collections.abc import Callable
from itertools import groupby

from bot.language.digits import DIGIT, SPOKEN_DIGIT, DigitRun, read_digits
from bot.language.fold import fold

_REPEATED = rf"[两二三四五]个(?:\d|{SPOKEN_DIGIT})"
_GROUP = rf"(?<![A-Za-z])(?:{_REPEATED}|\d|{SPOKEN_DIGIT})(?:{_REPEATED}|{DIGIT}(?![A-Za-z]))*"
_RUN = re.compile(rf"{_GROUP}(?:[ \-、]{_GROUP})*")
_PAUSE = re.compile(r" ?(?:[,。;()]|[呃嗯啊额哦]|那个|然后|接着|就是){1,2} ?")
_UNITS = frozenset("十百千万亿廿卅卌半")
LONGEST_PART = 20
"""Groups that one number may be dictated in."""


def dictated(text: str, whole: Callable[[str], bool]) -> list[DigitRun]:
    """The runs of digits in the folded text, in order; `whole` tells a number that lacks nothing.

    Blanks, hyphens and 、 do not end a run. Runs with no more than a pause between them are one where that
    makes a whole number, and a run that is several whole numbers is parted.
    """
    folded = fold(text)
    found: list[DigitRun] = []
    for runs in _chains(folded):
        found += _joined(runs, whole)
    return [run for run in found if not _touched(run, folded)]


def _touched(run: DigitRun, text: str) -> bool:
    """Whether a unit stands beside it: then these digits are a part of a number that is counted."""
    return text[run.start - 1 : run.start] in _UNITS or text[run.end : run.end + 1] in _UNITS


def _digits(said: str) -> str:
    return read_digits(said) or ""


def _chains(text: str) -> list[list[list[DigitRun]]]:
    """Chains of runs between which there are only pauses; a run is the list of its groups."""
    chains: list[list[list[DigitRun]]] = []
    before = 0
    for match in _RUN.finditer(text):
        groups = [
            DigitRun(_digits(group[0]), match.start() + group.start(), match.start() + group.end())
            for group in re.finditer(_GROUP, match[0])
        ]
        if chains and _PAUSE.fullmatch(text, before, match.start()):
            chains[-1].append(groups)
        else:
            chains.append([groups])
        before = match.end()
    return chains


def _one(groups: list[DigitRun]) -> DigitRun:
    return DigitRun("".join(group.digits for group in groups), groups[0].start, groups[-1].end)


def _joined(runs: list[list[DigitRun]], whole: Callable[[str], bool]) -> list[DigitRun]:
    """The parting that puts most digits into whole numbers. What remains, remains as whole runs."""
    groups = [group for run in runs for group in run]
    run_at: dict[int, list[DigitRun]] = {}
    position = 0
    for run in runs:
        run_at[position] = run
        position += len(run)
    best: dict[int, tuple[int, list[DigitRun]]] = {0: (0, [])}
    for start in range(len(groups)):
        if start not in best:
            continue
        covered, parts = best[start]
        steps = [(start + len(run_at[start]), 0, _alone(run_at[start], whole))] if start in run_at else []
        for end in range(start + 1, min(start + LONGEST_PART, len(groups)) + 1):
            part = _one(groups[start:end])
            if whole(part.digits):
                steps.append((end, len(part.digits), [part]))
        for end, gained, more in steps:
            if end not in best or covered + gained > best[end][0]:
                best[end] = (covered + gained, parts + more)
    return best[len(groups)][1]


def _alone(run: list[DigitRun], whole: Callable[[str], bool]) -> list[DigitRun]:
    """A run that is no whole number: its groups that are, and what stands between them."""
    stretches = groupby(run, key=lambda group: whole(group.digits))
    return [part for alone, stretch in stretches for part in (stretch if alone else [_one(list(stretch))])]
