"""Written Chinese as people say it: digits and Latin letters spelt out, marks turned into pauses."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import yaml

DIGITS = "零一二三四五六七八九"
_SIGNS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军"
_MEASURES = "万千百亿个件次天份位场年封笔套名方审条步家回遍辆头张倍"
_UNITS = "万千百亿元块角分毛个件次天份位场封笔套名方条步家回遍页岁点半时日月小人%"


def by_digit(digits: str) -> str:
    """ "0105" → 零一零五."""
    return "".join(DIGITS[int(d)] for d in digits)


def by_value(digits: str) -> str:
    """ "321" → 三百二十一; up to 99 999 999."""
    number = int(digits)
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return by_value(str(high)) + "万" + gap + (by_value(str(low)) if low else "")
    said, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if gap else "") + DIGITS[digit] + sign
        gap = bool(said) and not digit
    return re.sub(r"^一(?=十)", "", said) or "零"


def _decimal(match: "re.Match[str]") -> str:
    return by_value(match[1]) + "点" + by_digit(match[2])


def _time(match: "re.Match[str]") -> str:
    minutes = "" if match[2] == "00" else ("零" if match[2][0] == "0" else "") + by_value(match[2])
    return by_value(match[1]) + "点" + minutes


def _digits(match: "re.Match[str]") -> str:
    return by_digit(match[0])


def _value(match: "re.Match[str]") -> str:
    return by_value(match[0]) if len(match[0]) <= 8 else by_digit(match[0])


_Say = Callable[["re.Match[str]"], str]
_RULES: tuple[tuple[str, _Say | str], ...] = (
    (r"(?<=\d),(?=\d{3})", ""),
    (r"12368", "幺二三六八"),
    (r"(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})", r"\1年\2月\3日"),
    (r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)", _time),
    (r"(\d+(?:\.\d+)?)\s?%", r"百分之\1"),
    (r"(?<=\d)\s?[-~—–](?=\d+[天日月号年万个件元])", "到"),
    (r"(\d+)\.(\d+)", _decimal),
    (rf"(?:(?:19|20)\d\d(?=\s*[年)的{_SIGNS}])|(?<!\d)\d\d(?=[{_SIGNS}]))", _digits),
    (rf"(?<=[{_SIGNS}])\d+", _digits),
    (r"(?<=[初终执申再监辖保特催督清破认调他赔抗减字第民])\d{3,}(?![\d万元块])", _digits),
    (rf"(?<!\d)0\d+|\d{{4,}}(?![\d\s]*[{_UNITS}])|(?<=尾数)\d+|\d{{3,}}(?=\s*号)|\d{{9,}}", _digits),
    (rf"(?<!\d)2(?=[{_MEASURES}])", "两"),
    (r"\d+", _value),
)


@lru_cache(maxsize=1)
def _letters() -> "tuple[re.Pattern[str], dict[str, str]]":
    table = yaml.safe_load((Path(__file__).parent / "letters.yml").read_text("utf-8"))
    words = {str(word).lower(): said for word, said in reversed(table.items())}
    longest = sorted(words, key=len, reverse=True)
    return re.compile("|".join(longest)), words


def spoken(text: str) -> str:
    """The words of a sentence: Chinese characters, with ，for every pause."""
    said = unicodedata.normalize("NFKC", text.translate(str.maketrans("〔〕【】", "()()")))
    for pattern, say in _RULES:
        said = re.sub(pattern, say, said)
    letters, words = _letters()
    said = letters.sub(lambda match: words[match[0]], said.lower())
    return re.sub(r"[^\u4e00-\u9fff]+", "，", said).strip("，")


def letters_of(text: str) -> str:
    """What two texts are compared by: characters alone, numbers spelt out, 幺 as 一 and 两 as 二."""
    return spoken(text).replace("，", "").translate(str.maketrans("幺两洞", "一二零"))
