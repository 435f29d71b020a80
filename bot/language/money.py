"""Sums of money in yuan, exact.

What is no one sum of yuan is not read: ranges (三四万, 五十到八十万), other currencies, shares, areas.
"""

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
_UNIT = "(?:[十百千万亿拾佰仟萬億wWkK]|个[亿wW])"
_SPOKEN = "[零〇一二两三四五六七八九壹贰叁参肆伍陆柒捌玖十拾]"
_NUMBER = (
    rf"(?:{_ARABIC}|{_SPOKEN}+(?:点{_SPOKEN}+)?)"
    rf"(?:(?:{_UNIT}| [万亿wW])+(?:零?{_ARABIC}|零?{_SPOKEN}+|半(?!年|个|天|月))?)*"
)
_BEFORE = r"(?:人民币|RMB|rmb|[¥￥])"
_NAMED = (
    r"(?:标的额?|金额|数额|总额|价款|货款|工程款|欠款|借款|本金|款项|债权|诉讼请求|请求|索赔|赔偿|保全|主张|欠我?们?|一共|总共|共计|合计"
    r"|(?:诉讼|受理|保全|律师)费)"
    r"(?:金额|数额)?(?:现在|大概|大约|差不多)?(?:是|为|有|约|共|:)?"
)
_PAID = re.compile(
    r"(?:(?<!免)费|款|(?<!积)金|差额|(?<![提移转社外签上])[交缴付垫退赔扣收借差花罚])"
    r"(?:了|过|的|掉|回|还)?(?:我们?|他们?|她|俺们?)?(?:是|要|收)? ?$"
)
"""Words before a sum that stand before other numbers too."""
_CURRENCY = r"(?:元(?!区|法院|里|旦|月|宝)|圆|块钱|块(?!地|牌|石|砖|屏|业务|内容)|人民币)"
_DIGIT = rf"(?:{_SPOKEN}|\d)"
_SUM = re.compile(
    rf"(?P<named>{_NAMED})? ?(?P<sign>{_BEFORE})? ?(?P<number>{_NUMBER})(?P<more>[多余来])?"
    rf"(?P<late>个?[万亿])? ?(?P<currency>{_CURRENCY})?"
    rf"(?P<change>(?<=[元圆块])(?:零?(?P<jiao>{_DIGIT})[角毛](?:零?(?P<fen>{_DIGIT})分?)?"
    rf"|零?(?P<cents>{_DIGIT})分|(?P<bare>{_DIGIT})(?!{_DIGIT})))?"
)
_NOT_MONEY_AFTER = re.compile(
    r" ?(?:年(?![息利化])|月(?![息利])|日|号|天|个(?![人体])|条|款(?!项)|项|份|件|点|时|秒"
    r"|分(?![期别批割配给成开几一二两三四五六七八九十\d])|岁|%|人(?![不在都没找跑失])|次|位|页|平|米|公里|楼|层|室|间(?!接)|套(?!路)|辆|台|股(?!东)|吨|斤|公斤|级|审(?![理判])"
    r"|庭(?![前审外])|名(?!下)|家|起(?!诉)|章|节|周|星|字|立方|亩|户|票|头|棵|瓦|火急|倍"
    r"|[美欧日港澳加韩]元|[美港台]币|美金|新台币|英镑|卢布|泰铢|USD|EUR|HKD)"
)
_NOT_MONEY_BEFORE = re.compile(r"(?:[第字初终执申再保恢异审破百千\-/.:])$|\d$")
_OTHER_CURRENCY = re.compile(r"(?:\$|[美欧日港澳]元|[美港]币|美金|USD|EUR|HKD|€|£) ?$")
_BOUNDARY = re.compile(
    r"$|[\s,。.;、!?:)）]|左右|上下|吧|啊|呢|的|整|以上|以下|以内|不到|这么|那么|多少|怎么|要交|应"
    r"|诉讼费|受理费|保全费|那笔|这笔"
)
_WORDS_AFTER = re.compile(r"[请退我俺你没不已就还给申垫补多怎是要]")
"""What goes on after a sum, and not after a number of things."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ELLIPTIC = re.compile(r".*[千仟][一二两三四五六七八九]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
"""Money by their shape: 八千八, 13,800."""
_JOINT = "(?:到|至|-|~|—)"
_RANGE_BEFORE = re.compile(rf"(?:{_DIGIT}|{_UNIT}|{_CURRENCY})[多余来]? ?{_JOINT} ?$")
_RANGE_AFTER = re.compile(rf" ?{_JOINT} ?{_DIGIT}")
# 三四万, 一万二三: neighbouring figures beside a unit tell a range
_NEIGHBOURS = re.compile(r"[一二两三四五六七八九]{2}")


def _small(char: str | None) -> int:
    value = read_number(char) if char else None
    return int(value) if value is not None else 0


def _value(match: "re.Match[str]") -> Decimal | None:
    digits = (match["number"] + (match["late"] or "")).replace("个", "").replace(" ", "")
    if re.search(_UNIT, digits) and _NEIGHBOURS.search(digits.partition("点")[0]):
        return None
    value = read_number(digits)
    return value if value is not None and value > 0 else None


def _read(match: "re.Match[str]", text: str) -> Amount | None:
    value = _value(match)
    if value is None or (match["currency"] == "块" and value == 1 and not match["change"]):
        return None
    if text[: match.start("number")].endswith(("几", "数", "千", "百", "万")):
        return None
    start = match.start("sign") if match["sign"] else match.start("number")
    end = next(match.end(part) for part in ("currency", "late", "number") if match[part])
    whole = match.end("currency") if match["currency"] else match.end()
    if (
        _RANGE_BEFORE.search(text[:start])
        or _RANGE_AFTER.match(text, whole)
        or _OTHER_CURRENCY.search(text[:start])
    ):
        return None
    if not (match["sign"] or match["currency"]) and not _meant_as_money(match, text, value, start):
        return None
    if match["change"] and match["currency"]:
        told = match["jiao"] or match["cents"]
        if told or (_BOUNDARY.match(text, match.end()) and match["currency"] == "块"):
            value += Decimal(_small(match["jiao"] or match["bare"])) / 10
            value += Decimal(_small(match["fen"] or match["cents"])) / 100
            end = match.end()
    if text.startswith("整", end):
        end += 1
    return Amount(value, start, end)


def _meant_as_money(match: "re.Match[str]", text: str, value: Decimal, start: int) -> bool:
    """Without a currency: 万 or 亿, a round 百 or 千 at a pause, a shape that sums have (八千八), or a word
    such as 标的 or 交了 before it."""
    end = match.end("late") if match["late"] else match.end("more") if match["more"] else match.end("number")
    if _NOT_MONEY_AFTER.match(text, end) or _NOT_MONEY_BEFORE.search(text[:start]):
        return False
    digits = match["number"] + (match["late"] or "")
    if re.search(r"[万亿萬億wW]", digits):
        return True
    if re.search(r"[百千佰仟kK]", digits) and _BOUNDARY.match(text, match.end()):
        return True
    if match["named"] and value >= 100 and not re.fullmatch(r"0\d+", digits):
        return True
    if not (_BOUNDARY.match(text, end) or _WORDS_AFTER.match(text, end)):
        return False
    if _ELLIPTIC.fullmatch(digits) or (_GROUPED.fullmatch(digits) and text[:start][-1:] in ("", " ", ":")):
        return True
    return bool(_PAID.search(text[:start])) and value >= 100 and not _YEAR.fullmatch(digits)


def find_amounts(text: str) -> list[Amount]:
    """Every sum of money said in a text, in order; 五万块, 88w, 52.8万, 880,000元, 人民币叁拾伍万元整.

    A bare number counts only with a currency, 万/亿, a round 百/千 at a pause, or a word such as 标的
    before it. About (一百多万) counts as its round part.
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
