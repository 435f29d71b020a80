"""Sums of money in yuan, exact."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language.digits import read_number
from bot.language.fold import fold


@dataclass(frozen=True)
class Amount:
    """A sum in yuan and where it stands in the folded text."""

    value: Decimal
    start: int
    end: int


_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = "[十百千万亿拾佰仟萬億wWkK]"
_SPOKEN = "[零〇一二两三四五六七八九壹贰叁参肆伍陆柒捌玖十拾]"
_NUMBER = (
    rf"(?:{_ARABIC}|{_SPOKEN}+(?:点{_SPOKEN}+)?)"
    rf"(?: ?{_UNIT}+(?:零?{_ARABIC}|零?{_SPOKEN}+|半(?!年|个|天|月))?)*"
)
_BEFORE = r"(?:人民币|RMB|rmb|[¥￥$])"
_NAMED = (
    r"(?:标的额?|金额|数额|总额|价款|货款|工程款|欠款|借款|本金|款项|债权|诉讼请求|请求|索赔|赔偿|保全|主张|欠我?们?|一共|总共|共计|合计)"
    r"(?:金额|数额)?(?:现在|大概|大约|差不多)?(?:是|为|有|约|共|:)?"
)
_CURRENCY = r"(?:元|圆|块钱|块|人民币)"
_SUM = re.compile(
    rf"(?P<named>{_NAMED})? ?(?P<sign>{_BEFORE})? ?(?P<number>{_NUMBER})(?P<more>[多余来])?(?P<late>[万亿])?"
    rf" ?(?P<currency>{_CURRENCY})?"
    rf"(?P<change>(?<=[元圆块])(?:(?P<jiao>{_SPOKEN}|\d)[角毛]?)?(?:零?(?P<fen>{_SPOKEN}|\d)分)?)?"
)
_NOT_MONEY_AFTER = re.compile(
    r" ?(?:年|月|日|号|天|个|条|款(?!项)|项|份|件|点|时|分|秒|岁|%|人|次|位|页|平|米|公里|楼|层"
    r"|室|间|套|辆|台|股|吨|斤|公斤|级|审|庭|名|家|起|章|节|周|星)"
)
_NOT_MONEY_BEFORE = re.compile(r"(?:[第字初终执申再保恢异审破\-/.:])$|\d$")
_BOUNDARY = re.compile(
    r"$|[\s,。.;、!?:)）]|左右|上下|吧|啊|呢|的|整|以上|以下|以内|不到|这么|那么|多少|怎么|要交|应|诉讼费|受理费|保全费"
)


def _small(char: str | None) -> int:
    value = read_number(char) if char else None
    return int(value) if value is not None else 0


def _read(match: "re.Match[str]", text: str) -> Amount | None:
    digits = match["number"] + (match["late"] or "")
    value = read_number(digits)
    if value is None or value <= 0:
        return None
    if match["currency"] == "块" and value == 1 and not match["change"]:
        return None
    start = match.start("sign") if match["sign"] else match.start("number")
    end = (
        match.end("currency")
        if match["currency"]
        else match.end("late")
        if match["late"]
        else match.end("number")
    )
    explicit = bool(match["sign"] or match["currency"])
    if not explicit:
        if _NOT_MONEY_AFTER.match(text, match.end()) or _NOT_MONEY_BEFORE.search(text[:start]):
            return None
        large = re.search(r"[万亿萬億wW]", digits)
        rounded = re.search(r"[百千佰仟kK]", digits) and _BOUNDARY.match(text, match.end())
        named = match["named"] and value >= 100 and not re.fullmatch(r"0\d+", digits)
        if not (large or rounded or named):
            return None
    if match["change"] and match["currency"]:
        tail = text[match.end("currency") : match.end()]
        if (
            "角" in tail
            or "毛" in tail
            or "分" in tail
            or (_BOUNDARY.match(text, match.end()) and match["currency"] == "块")
        ):
            value += Decimal(_small(match["jiao"])) / 10 + Decimal(_small(match["fen"])) / 100
            end = match.end()
    if text.startswith("整", end):
        end += 1
    return Amount(value, start, end)


def find_amounts(text: str) -> list[Amount]:
    """Every sum of money said in a text, in order; 五万块, 88w, 52.8万, 880,000元, 人民币叁拾伍万元整.

    A bare number counts only with a currency, 万/亿, a round 百/千 at a pause, or a word such as 标的
    before it.
    """
    folded = fold(text)
    found: list[Amount] = []
    position = 0
    while match := _SUM.search(folded, position):
        amount = _read(match, folded)
        if amount is not None:
            found.append(amount)
        position = max(amount.end if amount else match.end("number"), position + 1)
    return found


_WHOLE = re.compile(
    r"(?:大概|大约|差不多|就|是|有|约|一共|总共|嗯|呃|额|那)*(?P<sum>.+?)(?:左右|上下|吧|的?样子|整|啊|呢|。)*"
)


def read_amount(text: str) -> Decimal | None:
    """The sum when one was asked for: a bare number counts too ("880000", "三千二"). None when there is
    not one."""
    folded = fold(text)
    found = find_amounts(folded)
    if found:
        return found[0].value if len({a.value for a in found}) == 1 else None
    match = _WHOLE.fullmatch(folded)
    value = read_number(match["sum"]) if match else None
    return value if value is not None and value > 0 else None
