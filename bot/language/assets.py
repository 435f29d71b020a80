"""What property a sentence names: an account, a house, a vehicle, shares."""

from __future__ import annotations

import re

_ASSET = re.compile(
    r"账户|帐户|账号|存款|银行卡|支付宝|理财|基金|余额宝|房产|房子|住房|商铺|商品房|厂房|不动产|土地使用权|[一这那]?套房|车辆|轿车|货车|[一这那]辆"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}|股权|股份|股票|应收账款|工程款债权|到期债权|设备"
)
_CLAUSE = re.compile(r"[^,，。;；!！\n]+")
_VERBS = re.compile(
    r"^.*?(?:财产保全|保全|续行|续封|续冻|续|冻结|查封|扣押|解除(?:对)?|解封|解冻|扣|封)(?:一下|了|掉|住|他们?的?|她的?|对方的?|申请|被告的?)*(?=.*)"
)
_LEAD = re.compile(
    r"^(?:[嗯啊呃哦,，、。\s]|那个|就是|他们?|她|对方|名下|还|也|有|是|把|将|请|帮我|我要|我想|申请|要|想)+"
)
_TAIL = re.compile(
    r"(?:(?:[\d零一二三四五六七八九十月]+[日号]?)?(?:就|快|马上)?(?:要)?到期了?|的?(?:冻结|查封|保全|扣押)|[吧啊呀呢了,，]|能不能|行吗|可以吗|给?(?:冻结|查封|保全|扣|冻|封)[住上了]*|担保)+$"
)
_NOT = re.compile(r"担保|保函|保险|转移|证明|流水|怎么|什么|多少")


def property_named(text: str) -> str | None:
    """The clauses that name property, without the wish around them: 冻结他的工行账户 → 他的工行账户."""
    found = []
    for clause in _CLAUSE.findall(text):
        if not _ASSET.search(clause) or (_NOT.search(clause) and not _VERBS.match(clause)):
            continue
        named = _VERBS.sub("", clause, count=1) if _VERBS.match(clause) else clause
        named = _TAIL.sub("", _LEAD.sub("", named))
        if _ASSET.search(named) and len(named) >= 3:
            found.append(named)
    return "，".join(found) or None
