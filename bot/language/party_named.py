"""Who is named as a party: a person or an organisation, with the address said beside it.

A sum, a wish, a whole clause about somebody is no party, whatever was asked.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.language.amendments import bare
from bot.language.labelled import Labelled
from bot.language.spoken_names import answered_name, has_family_name

LONGEST, LONGEST_PERSON = 120, 16
_ADDRESS = re.compile(
    r"(?:家?住(?![房院宅建])(?:在|所地?|址|处)?|(?:户籍|联系|注册)?地址|所在地|位于|在(?=[\u4e00-\u9fff]{2,12}[路街道巷弄村镇]))(?:是|为|在|:|：)*\s*"
)
_LEAD = re.compile(
    r"^(?:[嗯啊呃哦,，、。\s]|(?:我)?代理的(?:人|当事人)?|(?:被?申请人|被告|原告|委托人)(?=就?是|写|叫|为|[:：])|[冻封]的(?=是)|(?:一个)?自然人|老(?:太太|爷子|人家?)|写|那个|就是|就|是|叫|为|系|名叫|姓名|名称|全称"
    r"|我(?:的|方|们的?|这边的?)?(?:当事人|客户|委托人)|对方(?:当事人)?(?=是|叫)|(?<!被)(?:起诉|告)(?=[\u4e00-\u9fff])|[:：])+"
)
_TAIL = re.compile(
    r"(?:[吧啊呀呢哦嘛,，、。;；\s]|这个人|这家|本人|一个人|(?<=公司)的|他们|(?<![\u4e00-\u9fff])的)+$"
)
_ORGANISED = re.compile(
    r"(?:公司|集团|厂|[分支]行|银行|[分支]?局|委员会|医院|学校|大学|中学|小学|幼儿园|合作社|研究[院所]|政府|协会|基金会|事务所|中心|商行"
    r"|(?<![那这几])[家商]店|超市|酒店|饭店|部|队|所|站|院|社|馆|会|处|办|村|店)"
)
_NO_PARTY = re.compile(
    r"^(?:我|你|您|他|她|它|咱|这|那|不|没|无|改|换|错|要|想|请|帮|麻烦|先|再|还|已|都|刚|前面|什么|谁|哪|怎|如|因|由|按|根据|依据|大概|一共|总共|差不多)"
    r"|[吗?？]|错了|改成|[\d一二两三四五六七八九十百千万.]+(?:万|千|百|亿|元|块|美元|欧元|天|日|号|月|年)|申请|立案|起诉|撤诉|冻结|查封|保全|延期|知道|想|欠|不|没|分期|付|还|行政|民事|刑事"
)
_DEED = re.compile(
    r"(?:拖欠|欠|侮辱|诽谤|故意伤害|伤害|重婚|虐待|遗弃|侵占|侵权|违约|涉嫌|打伤|骂|赖账|不还|拒不)"
)
"""What somebody is sued for, behind his name (告王某侮辱)."""


_ASIDE = re.compile(r"[(（][^)）]*[)）]?\s*$")
"""What is put in brackets behind a name."""
_FIRM = re.compile(r"^[^ ,，。;；]{2,40}?(?:公司|厂|合作社|委员会|中心|医院|学校|银行|事务所)(?= )")
"""An organisation, and a blank behind it, as recognisers write it."""


_DESCRIBES = re.compile(r"有?[一二两俩三四五\d]+[个家位]|[^ ]{1,8}的(?:那[个位家方])?|[那这][个位家]")
"""Who somebody is, before his name (受害的那个，温如玉; 两家，…)."""
_SPELT = re.compile(r"[叫姓名]|的[\u4e00-\u9fff](?:$|[ ,，])")
"""How a person's name is told, or how it is written (叫温故，温故知新的温故)."""


class Party(NamedTuple):
    """As it was named, and the address where one was said."""

    name: str
    address: str | None = None


def read_party(text: str, *, several: bool = False) -> Party | None:
    """The party that an answer names: 嗯，就是张三丰，住示例路3号 → 张三丰, 示例路3号. `several`: both
    parties of an agreement may be named (宋某和齐某, 甲公司、乙公司)."""
    said = _ASIDE.sub("", _LEAD.sub("", bare(text)))
    firm = _FIRM.match(said)
    said = f"{firm[0]}，{said[firm.end() :]}" if firm else said
    clauses = [each for each in re.split(r"[,，。;；\n]", said) if each.strip()]
    if len(clauses) > 1 and _DESCRIBES.fullmatch(clauses[0].strip()):
        clauses = clauses[1:]
    named: list[str] = []
    address = None
    for number, clause in enumerate(clauses):
        at = _ADDRESS.search(clause)
        begins = at is not None and (number > 0 or at.start() >= 2) and (at.start() < 2 or not named)
        head = clause[: at.start()] if at is not None and begins else clause
        if at is not None and begins and address is None and len(clause) - at.end() >= 3:
            address = _TAIL.sub("", clause[at.end() :])
        name = _party(head)
        if name and (not named or several):
            named.append(name)
        elif number == 0:
            alone = answered_name(said) if _SPELT.search(said) and not several else None
            person = alone and has_family_name(alone) and not _ORGANISED.search(alone)
            return Party(alone) if alone and person else None
    return Party("，".join(named)[:LONGEST], address) if named else None


def with_address(text: str, named: Labelled) -> Labelled:
    """The party with the clause behind it, where that tells its address (被告乙某，住示例路9号)."""
    behind = re.compile(
        r"[,，]\s*(?=家?住|地址|住所|位于|在[\u4e00-\u9fff]{2,12}[路街道巷弄村镇])[^,，。;；]+"
    ).match(text, named.end)
    return Labelled(text[named.start : behind.end()], named.start, behind.end()) if behind else named


def _party(said: str) -> str | None:
    name = _DEED.split(_LEAD.sub("", said.strip()))[0]
    name = _TAIL.sub("", name)
    if len(name) < 2:
        return None
    organised = list(_ORGANISED.finditer(name))
    if organised and organised[0].start() == 0:
        return None  # 公司, 银行: which, is not said
    if organised and organised[-1].end() == len(name):
        return None if re.match(r"(?:我|你|他|她|这|那|改|不)", name) and len(name) > LONGEST_PERSON else name
    if len(name) > LONGEST_PERSON or _NO_PARTY.search(name) or (" " in name and _SPELT.search(name)):
        return None
    return name
