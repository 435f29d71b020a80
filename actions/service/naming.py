"""Whether a text means this member of the court's staff: what names him must never show to him."""

from __future__ import annotations

import re

from bot.language.fold import fold
from bot.language.names import surname
from bot.language.sounds import same_name_by_sound

_OFFICES = (
    r"人民陪审员|陪审员|审判长|(?:代理|助理)?审判员|法官助理|助理法官|(?:承办|主审|主办|经办|执行|员额|值班|主持)法官"
    r"|大?法官|法助|书记员?|执行员|执行法警|法警|调解员|鉴定人|勘验人|翻译|坐席|客服|接线员|工作人员|主管|主任"
    r"|副?(?:庭|院|局|处|科|组|队|所|站)长|助理|老师|同志|先生|女士"
)
OFFICE = re.compile(_OFFICES)
_BESIDE_BEFORE = re.compile(rf"(?:^|\W|[的叫和与及是]|申请|要求|请求|投诉|举报|反映|{_OFFICES})$")
_BESIDE_AFTER = re.compile(rf"^(?:$|\W|[的和与及是]|本人|回避|{_OFFICES})")
_WITHOUT_NAME = re.compile(
    rf"(?:^|\W|[的案院庭位个名该本此其和与及])(?:{_OFFICES})(?=$|\W|[和与及]|本人|回避)"
)
_NO_SURNAMES = frozenset("位个名的是和与及该本此其某院庭案我他她")
"""Before an office these are words: they count as a surname only where they are written as his."""
_PIECE, _OVERLAP = 1_000, 40


def names(person: str, text: str) -> bool:
    """Whether `text` may mean `person`: the name exactly, or by sound (a caller may only have been heard), or
    his surname with an office.

    Rather too often than too seldom: another supervisor reads what one of them may not. A name of two
    characters counts by sound only where it stands as one, for it sounds like many other words.
    """
    name = _plain(person)
    if not name:
        return False
    pieces = (_plain(text[at : at + _PIECE + _OVERLAP]) for at in range(0, max(len(text), 1), _PIECE))
    return any(name in piece or _by_sound(name, piece) or _by_office(name, piece) for piece in pieces)


def names_no_one(text: str) -> bool:
    """Whether it holds an office without a name beside it: whoever the record has in it is meant."""
    plain = _plain(text)
    return not plain or _WITHOUT_NAME.search(plain) is not None


def _plain(text: str) -> str:
    return fold(text).replace(" ", "").replace("•", "·").casefold()


def _by_sound(name: str, text: str) -> bool:
    for at in range(len(text) - len(name) + 1):
        end = at + len(name)
        if not same_name_by_sound(text[at:end], name):
            continue
        if len(name) > 2 or (_BESIDE_BEFORE.search(text[:at]) and _BESIDE_AFTER.search(text[end:])):
            return True
    return False


def _by_office(name: str, text: str) -> bool:
    family = surname(name)
    width = len(family)
    if _same(family, re.sub(r"某+$", "", OFFICE.sub("", text))):
        return True
    for at in range(len(text) - width + 1):
        before, after = text[:at], text[at + width :]
        if not _same(family, text[at : at + width]):
            continue
        unnamed = after.lstrip("某")
        if OFFICE.match(unnamed) or before.endswith("姓"):
            return True
        called = len(unnamed) < len(after) or _BESIDE_AFTER.search(after)
        if called and re.search(rf"(?:{_OFFICES})$", before):
            return True
    return False


def _same(family: str, heard: str) -> bool:
    return heard == family or (heard not in _NO_SURNAMES and same_name_by_sound(heard, family))
