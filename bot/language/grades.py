"""A grade from 1 to 5 in what people say (好差评 five grades: 非常满意 … 非常不满意)."""

import re

from bot.language.digits import read_integer
from bot.language.fold import fold

_WORDS = (
    (
        1,
        r"非常不满意?|很不满意?|极不满意|十分不满意|特别不满意|太不满意|很差|非常差|太差|极差|差劲|糟糕|零分|0分|最低分",
    ),
    (2, r"不太?满意|不怎么满意|不够满意|较差|比较差|不太好|不好|差评|有点差|(?<![误时利])差(?=$|[,。!])"),
    (
        3,
        r"基本满意|一般般?(?!授权|代理|情况|程序|管辖|要|是|多久|保证|纳税)|还行|还可以|凑合|中评|马马虎虎|中等|过得去",
    ),
    (
        5,
        r"非[常长]满意|很满意|十分满意|特别满意|相当满意|非常好|特别好|很好|太好了|满分|最高分|好评|一百分|100分|很棒|棒极了|完美|优秀",
    ),
    (4, r"比较满意|较满意|满意|挺好|不错|还不错|良好|可以的"),
)
_GRADES = tuple((grade, re.compile(words)) for grade, words in _WORDS)
_COUNTED = re.compile(
    r"(?P<n>[一二两三四五12345])(?:个|颗)?(?:分|星|颗星|级)(?!之|钟|院|庭|案|法|期|钱|不|没|都)"
)
_BARE = re.compile(r"(?:就|给|打|评|按|选|我)*(?P<n>[一二三四五12345])(?:吧|呗|#|。)*")
_ABOUT_GRADES = re.compile(
    r"评价|评分|打个?分|满意度|服务|态度|[给打评点]个?.{0,3}[分星]|[一二三四五1-5]颗?星(?!期)|好评|差评|满分|[分星]吧|^[一二三四五1-5]分"
)


def read_rating(text: str) -> int | None:
    """The grade when one was asked for: 五分, 5, 还行, 不太满意; None when there is none."""
    said = fold(text)
    if match := _COUNTED.search(said) or _BARE.fullmatch(said):
        return read_integer(match["n"])
    found = [
        (match.start(), n, grade) for n, (grade, words) in enumerate(_GRADES) if (match := words.search(said))
    ]
    return min(found)[2] if found else None


def find_rating(text: str) -> int | None:
    """The grade in any sentence: only where it speaks of a grade or is as short as an answer."""
    said = fold(text)
    if not _ABOUT_GRADES.search(said) and not (len(said) <= 8 and not said.isdecimal() and _only_grade(said)):
        return None
    return None if _BARE.fullmatch(said) else read_rating(said)


def _only_grade(said: str) -> bool:
    rest = said
    for _, words in _GRADES:
        rest = words.sub("", rest)
    return rest != said and len(re.sub(r"[的吧了啊呢吗嗯我对你们,。!觉得还是就]", "", rest)) == 0
