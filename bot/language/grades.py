"""A grade from 1 to 5 in what people say (好差评 five grades: 非常满意 … 非常不满意)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.language.digits import read_integer
from bot.language.fold import fold
from bot.language.tables import read_yaml
from bot.language.taking_back import put_right

WORDS = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "grades.yml"
_N = r"(?P<n>[一二两三四五12345])"
_COUNTED = re.compile(
    rf"(?<![\d点.一二三四五六七八九十零百]){_N} ?(?:个|颗)?(?:分|星|颗星)"
    r"(?![之钟院庭案法期钱不没利息级半\d一二三四五六七八九十制]|都还?没)"
)
_LABELLED = re.compile(rf"(?:评价|评分|打分|满意度)(?:是|为|:)? ?{_N}$")
_BARE = re.compile(rf"(?:就|给|打|评|按|选|我|还是|改成?|换成?)*{_N}(?:吧|呗|#|。)*")
_ALONE = r"(?=$|[ ,。;:!?、~]|[个颗]?[分星]|[吧呗了哈嘛啊这])"
_GIVEN = re.compile(rf"(?:[评打给选按记][个了你们成为]{{0,2}}|[=:]) ?{_N}{_ALONE}")
_LAST = re.compile(rf"(?:^|[ ,。;:!、]|[评打给记]){_N}[份芬]?$")
"""What else is a grade where the sentence is known to give one; 五份 is how 五分 is misheard."""
_DENIED = re.compile(r"[不别莫没][^,。; ]{0,4}$")
_OTHER_SCALE = re.compile(
    r"(?<![\d.])(?:[6-9]|[1-9]\d)(?:\.\d)?分(?![钟之])|[六七八九]分(?![钟之])"
    r"|[二三四五六七八九]十[一二三四五六七八九]?分(?![钟之])"
    r"|(?<![一二三四五六七八九])十分(?=$|[,。;!? 了吧呗])|十分制"
)
"""Marks out of ten or a hundred: which of five grades they are, only who gives them knows."""
_BETWEEN = re.compile(
    r"(?<![一二三四五1-5])[一二三四五1-5](?:分|星)?[到至或、 ]?[一二三四五1-5][分星]"
    r"(?:之间|左右|都[行可]|随便|吧?$)|[1-5][.点]5"
)
"""Neither of two grades (三四分之间, 4.5)."""
_ABOUT_GRADES = re.compile(
    r"评价|评分|打个?分|[评打给]个|满意度|服务|态度|好评|差评|满分|[给打评点]个?.{0,3}[分星]|[分星]吧"
    r"|[一二两三四五1-5] ?颗?个?星(?!期)|^[一二两三四五1-5]分"
)
_SUPPOSED = re.compile(
    r"(?:要是|如果|要不是|假如|本来|原本|原来|原先|原想|本想|差点|够不上|[不没]到|不够|不值|上[次回]|头一?次|之前|别人|不是)"
    r"[^,。;!? ]*$|[不别莫](?:想|要|用|愿意?|肯)(?:再)?[给打评]?[个你们]{0,2}$"
    r"|[他她]们?给[过了]?[^,。;!? ]{0,3}$"
)
"""Before a grade that is not given, or was given at another time."""
_OVERALL = re.compile(r"(?:总的?|总体|总共|综合|整体|平均|合起来)[^,。;!? ]*$")
_ASKS = re.compile(r"(?<!不)怎么(?!样)|什么|几[分星级]|如何|多少|哪")
_ELSE = re.compile(r"投诉|举报|反映")


@dataclass(frozen=True)
class _Words:
    grade_of: dict[str, int]
    any: "re.Pattern[str]"
    neutral: "re.Pattern[str]"
    beside: "re.Pattern[str]"
    casual: frozenset[str]


@cache
def _words() -> _Words:
    rows = read_yaml(WORDS)
    grade_of = {fold(word): grade for grade, words in rows["words"].items() for word in words}
    return _Words(
        grade_of,
        _one_of(grade_of),
        _one_of(rows["neutral"]),
        _one_of(rows["beside"]),
        frozenset(rows["casual"]),
    )


def _one_of(words: "list[str] | dict[str, int]") -> "re.Pattern[str]":
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<!\d(?=0分))(?:{'|'.join(longest_first)})")


def read_rating(text: str) -> int | None:
    """The grade when one was asked for: 五分, 5, 还行, 不太满意; None when there is none."""
    said = _words().neutral.sub("■", fold(text))
    if _OTHER_SCALE.search(said) or _BETWEEN.search(said):
        return None
    if counted := list(_COUNTED.finditer(said)):
        return _one_given(said, counted)
    if match := _LABELLED.search(fold(text)) or _BARE.fullmatch(said):
        return read_integer(match["n"])
    word = _words().any.search(said)
    return _words().grade_of[word[0]] if word else None


def find_rating(text: str, *, rates: bool = False) -> int | None:
    """The grade in any sentence: only where it speaks of a grade or is nothing but one, or where it is known
    to be somebody's grading (`rates`)."""
    said = fold(text)
    if asked := _ASKS.search(said):
        counted = _COUNTED.search(said, asked.end())
        return read_integer(counted["n"]) if rates and counted and counted.end() == len(said) else None
    if _BARE.fullmatch(said):
        return None
    again = put_right(said)
    if again and (rates or _ABOUT_GRADES.search(said)) and (grade := read_rating(again)) is not None:
        return grade
    if rates:
        return read_rating(said) or (None if _COUNTED.search(said) else _given(said))
    about = _ABOUT_GRADES.search(said) and not (_ELSE.search(said) and not _COUNTED.search(said))
    return read_rating(said) if about or _only_grade(said) else None


def remark(text: str) -> str | None:
    """What is said beside a grade (一般，窗口太少 → the whole sentence); None for a grade alone."""
    words = _words()
    rest = _COUNTED.sub("", _BARE.sub("", words.any.sub("", words.neutral.sub("", fold(text)))))
    rest = re.sub(r"[\W_]|[0-9一二两三四五]+分|[打评给]个?|分", "", words.beside.sub("", rest))
    return text.strip() if len(rest) >= _REMARK else None


_REMARK = 3
"""So many characters beside the grade tell why."""


_ANEW = re.compile(r"(?:改|还是|改成|重新)(?:给|打|评|算)?(?:你们?|您)?[成个]?$")
"""What is said before the grade that is given after all (还是给四分吧，三分低了)."""


def _one_given(said: str, counted: "list[re.Match[str]]") -> int | None:
    """The one grade that is given, of those named with 分 or 星: not what was once to be given
    (本来想给五星), and of several given to several things only the one for all."""
    given = [each for each in counted if not _SUPPOSED.search(said[: each.start()])]
    anew = [each for each in given if _ANEW.search(said[: each.start()])]
    overall = anew[-1:] or [each for each in given if _OVERALL.search(said[: each.start()])]
    grades = {read_integer(each["n"]) for each in overall or given}
    return grades.pop() if len(grades) == 1 else None


def _given(said: str) -> int | None:
    given = None if _OTHER_SCALE.search(said) else _GIVEN.search(said) or _LAST.search(said)
    return read_integer(given["n"]) if given and not _DENIED.search(said[: given.start()]) else None


def _only_grade(said: str) -> bool:
    words = _words()
    if (first := words.any.search(said)) and first[0] in words.casual and not _COUNTED.search(said):
        return False
    rest = _COUNTED.sub("", words.any.sub("", words.neutral.sub("■", said)))
    return rest != said and not re.sub(r"[\s,。.!?;~、]", "", words.beside.sub("", rest))
