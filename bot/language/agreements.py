"""What a sentence tells of a mediated agreement: who mediated, who the two sides are, what was agreed."""

from __future__ import annotations

import re

from bot.language.party_named import read_party

_CLAUSE = re.compile(r"[^,，。;；!！\n]+")
_MEDIATOR = re.compile(
    r"(?:(?:由|经|在|是|找)+)?(?P<name>[\u4e00-\u9fff]{2,24}?(?:人民调解委员会|调解委员会|调委会|调解中心|调解室|调解组织|调解协会|商会|工会))"
    r"(?=.{0,6}(?:调解|主持|调的|调好|调成|达成|[,，。;；]|$))"
)
_SIDES = re.compile(
    r"^(?:(?:甲乙)?双方(?:当事人)?(?:是|为|:|：)?|当事人(?:是|为|:|：)?|(?:我|我们)?(?:当事人|客户))?"
    r"(?P<sides>[\u4e00-\u9fffA-Za-z()（）·]{2,30}(?:和|与|跟|、)[\u4e00-\u9fffA-Za-z()（）·]{2,30}?)(?:两[个家]人?|双方|达成.*|一起.*|共同.*|的(?:协议|调解).*)?$"
)
_DUTY = re.compile(r"(?:支付|给付|付清|付|偿还|归还|还|赔偿|赔|退还|退|返还|履行|交付|搬|腾退|修)")
_HOW_MUCH = re.compile(r"[\d一二两三四五六七八九十百千万]|分期|日前|月底|之前")
_APPLIES = re.compile(r"申请|司法确认|^(?:我们|双方|两边|两家).{0,6}(?:一起|共同|都)")


def mediator(text: str) -> str | None:
    """西湖区人民调解委员会调的 → 西湖区人民调解委员会."""
    found = _MEDIATOR.search(text)
    return re.sub(r"^(?:司法确认|申请|经过|我们|已经)+", "", found["name"]) if found else None


def sides(text: str) -> str | None:
    """The clause that is nothing but the names of both (宋某和齐某)."""
    for clause in _CLAUSE.findall(text):
        found = _SIDES.match(clause.strip())
        parts = re.split(r"和|与|跟|、", found["sides"], maxsplit=1) if found else []
        if len(parts) == 2 and all(_named(part) for part in parts) and not _DUTY.search(clause):
            return found["sides"] if found else None
    return None


def agreed(text: str) -> str | None:
    """The clauses that say who is to pay or do what, by how much or when."""
    told = [
        clause.strip()
        for clause in _CLAUSE.findall(text)
        if _DUTY.search(clause) and _HOW_MUCH.search(clause) and not _APPLIES.search(clause)
    ]
    return "，".join(told) or None


def _named(part: str) -> bool:
    party = read_party(part)
    return party is not None and party.name == part and not re.search(r"申请|调解|法院|协议|签", part)
