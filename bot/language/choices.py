"""Which of the offered options a person means."""

import re
from collections.abc import Sequence
from datetime import date

from bot.language.dates import find_dates
from bot.language.digits import digit_runs, read_integer
from bot.language.fold import fold

_N = r"(?P<n>[一二两三四五六七八九十\d]{1,3})"
_ORDINAL = re.compile(
    rf"(?:第{_N}|选项?(?P<o>[一二两三四五六七八九十\d]{{1,2}})|(?P<m>[\d]{{1,2}})号?(?!\d))(?:个|条|项|件|起|家|种|位|场)?"
)
_PLACED = re.compile(rf"第{_N}(?:个|条|项|件|起|家|种|位|场|宗|桩|笔)")
_DENIED = re.compile(r"(?:不是|没[有到]|不要|不用|除了|别的不)([^,。;!?、 ]{2,8})")
_TAKEN_BACK = re.compile(r"不对|错了|[啊哦]不+|不不+")
_ONLINE = re.compile(r"在线|线上|网上|视频|online")
_BARE = re.compile(rf"(?:就|选|要|按|是|那)*{_N}(?:个|号|吧|#|\*|。|呢)*")
_FROM_END = re.compile(r"倒数第(?P<n>[一二两三四五六七八九十\d])")
_LAST = re.compile(r"最后|末[了脚尾]|最末|后面(?:那|的|一)|后一个|后者|最下面|下面那|最尾|尾[上个嗰]")
_FIRST = re.compile(r"最[近早先]|头[一里前个]|前头|最前|最上面|前面(?:那|的|一)|前一个|前者|上面那|首个")
_MIDDLE = re.compile(r"中间|当中")
_ALL = re.compile(r"都(?:要|查|是|选|行|办)|全部|全都|两个都|所有")
_FILLER = re.compile(
    r"那个|这个|那件|这件|那起|那一个|那一件|案子|案件|的案|的话|我|要|想|选|查|就|是|的|吧|啊|呢|嗯|呃|说|应该|有|在|了|请|帮|[\s,。、.!?:;()（）]"
)


def choose(text: str, options: Sequence[str], today: date | None = None) -> list[int]:
    """The indexes of the options meant: one when it is clear, several when it is not, empty when none fits.

    Understood: position (第二个, 2, 最后一个, 后面那个), words of the option (朝阳那个), the end of its
    number (尾号345), and, with `today`, its date (下周二开庭那个).
    """
    said, count = fold(text), len(options)
    if not said or not count:
        return []
    if _ALL.search(said):
        return list(range(count))
    if placed := _placed(said, count):
        return placed
    left = _not_denied(said, options)
    said = _DENIED.sub(" ", said) if len(left) < count else said
    described = (
        [left[n] for n in _described(said, [options[n] for n in left], today)] if said.strip() else left
    )
    if len(described) == 1:
        return described
    positioned = _positioned(said, count)
    return [positioned] if positioned is not None else described


def _placed(said: str, count: int) -> list[int]:
    """The places that are told in so many words (第二场): the last where one before is taken back."""
    kept = _DENIED.sub(" ", said)
    behind = [match.end() for match in _TAKEN_BACK.finditer(kept)]
    start = behind[-1] if behind and _PLACED.search(kept, behind[-1]) else 0
    match = _PLACED.search(kept, start)
    return _within((read_integer(match["n"]) or 0) - 1, count) if match else []


def _within(index: int, count: int) -> list[int]:
    return [index] if 0 <= index < count else []


def _not_denied(said: str, options: Sequence[str]) -> list[int]:
    """The indexes of those that are not left out by name (不是执行的那个); all where none or each is."""
    denied = _DENIED.findall(said)
    alike = [any(_longest_common(part, fold(option)) for part in denied) for option in options]
    return [n for n, out in enumerate(alike) if not out] or list(range(len(options)))


def _positioned(said: str, count: int) -> int | None:
    if match := _FROM_END.search(said):
        index = count - (read_integer(match["n"]) or 0)
        return index if 0 <= index < count else None
    match = re.search(rf"第{_N}", said) or _BARE.fullmatch(said) or _ORDINAL.fullmatch(said)
    if match:
        index = (read_integer(next(g for g in match.groups() if g)) or 0) - 1
        return index if 0 <= index < count else None
    if _LAST.search(said):
        return count - 1
    if _FIRST.search(said):
        return 0
    return count // 2 if _MIDDLE.search(said) and count % 2 else None


def _described(said: str, options: Sequence[str], today: date | None) -> list[int]:
    labels = [fold(option) for option in options]
    if said in labels:
        return [labels.index(said)]
    scores = [_alike(said, label, today) for label in labels]
    best = max(scores)
    return (
        [n for n, score in enumerate(scores) if score == best]
        if best >= 2 and best > min([*scores, 0])
        else []
    )


def _alike(said: str, label: str, today: date | None) -> int:
    score = 0
    if today:
        there = {found.value for found in find_dates(label, today)}
        here = [found for found in find_dates(said, today)]
        score += 4 * sum(found.value in there for found in here)
        for found in reversed(here):
            said = said[: found.start] + " " + said[found.end :]
    label_digits = [run.digits for run in digit_runs(label)]
    for run in digit_runs(said, shortest=2):
        score += 4 * any(digits.endswith(run.digits) for digits in label_digits)
    score += 2 * bool(_ONLINE.search(said) and _ONLINE.search(label))
    for piece in _FILLER.split(said):
        score += _longest_common(piece, label)
    return score


def _longest_common(piece: str, label: str) -> int:
    """The length of the longest part of at least two characters that both have; digits are compared
    elsewhere."""
    for length in range(len(piece), 1, -1):
        for start in range(len(piece) - length + 1):
            part = piece[start : start + length]
            if part in label and not part.isdecimal():
                return length
    return 0
