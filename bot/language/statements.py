"""What a sentence tells besides what it wishes for: the facts in 申请审判员回避，他会见了对方代理人."""

from __future__ import annotations

import re

from bot.language.fold import fold
from bot.language.forms import asks

SHORTEST = 4
"""Fewer Chinese characters tell nothing."""
_CLAUSE = re.compile(r"[^,。;!?\n]+[,。;!?\n]*")
_WISH = re.compile(
    r"(?:我们?|本人|这边|现在|今天|那|就|特|麻烦|请|想|要|得|必须|需要|打算|准备"
    r"|帮我|帮忙|给我|你们?|您|替我|实在|坚决|强烈|正式|跟你们?|向你们?|[嗯啊呃哎喂,。 ])*"
    r"(?:投诉|反映|举报|控告|申请|请求|要求|提(?:一?[个点条])?(?:意见|建议)|建议|登记|办理?|打个?分|评价)(?:一下|一个|个|下|一?[点条件]|情况|问题|事情?|的是|:)*"
)
_OBJECT = re.compile(
    r"(?:[北上天重]?[\u4e00-\u9fff]{0,8}(?:人民)?法院|立案庭|执行局|诉服中心|窗口|你们|热线|这个|那个|一个"
    r"|承办|主审|审判|法官|书记员|审判员|审判长|法官助理|执行员|工作人员|人员|案子?件?|的|案号|[\u4e00-\u9fff]{1,4}(?:法官|书记员|审判员)|回避"
    r"|延期开庭|延期审理|延期|开庭|阅卷|(?:[(\[]?20\d\d[)\]]?)?[\u4e00-\u9fff]?\d*[\u4e00-\u9fff]{1,3}\d+号?)*"
)
_CLAIM = re.compile(
    r"^.*?(?:申请|要求|请求|要|想|请).{0,14}?(?:回避|延期开庭|延期审理|延期|改期|阅卷)(?:申请)?"
    r"(?:的?(?:理由|原因|事由)?(?:是|为|:)|因为|由于|[,。 ])*"
)
_GREETING = re.compile(r"^(?:喂|您?你?好|12368|同志|老师|[嗯啊呃哎,。 ])+")
_INTRODUCES = re.compile(
    r"^(?:我是|本人|我叫|我姓).{0,16}(?:律师|代理人)|执业证|证号|^\d{17}$|案号|立案[,，。;]*$"
)
_POINTS = re.compile(
    r".{0,24}?(?:[那这][个件起]|的案子?|案子|案件|[\d零一二三四五六七八九十百幺]+号)(?:[的那](?:个|位)?[\u4e00-\u9fff]{2,4})?|(?:做|当|是).{1,10}[那这][个位].{0,4}"
)
"""What only says which case, or who."""
_ANNOUNCES = re.compile(
    r"(?:我们?|这边|就)?(?:有|提)(?:个|点|一个|一点)?(?:意见|建议|问题|事情?|情况)(?:想|要)?(?:跟你们|向?你们|给你们)?(?:反映|说|讲|提)?(?:给|一下|下)?.{0,4}"
    r"|不是(?:投诉|建议|意见)[啊呀哦]?|就是(?:投诉|建议|意见|个建议)|(?:我们?|双方|都)*(?:同意|愿意|想|希望|先)+调(?:解|一下|一调)?(?:看看|了)?"
    r"|(?:帮我|给我|麻烦)+(?:报|办|登记?|弄)(?:一?下)?.{0,4}|(?:我们?)?(?:想|要)转?自诉"
)
"""What only says what is to come, or what is wanted."""
_HAN = re.compile(r"[\u3400-\u9fff]")


_MESSAGE = re.compile(
    r"(?:留言|留个言|留句话|带[个句]话|捎[个句]话|转[告达]|写几句|发条?消息|发个消息).*?"
    r"(?:内容(?:是|为|就是)?|就?说(?:一下|下|是)?|告诉[他她]|问[他她]?(?:一下|下)?|[:：])"
    r"[,，:： ]*(?P<told>.+)",
    re.DOTALL,
)


_MESSAGE_BEHIND = re.compile(
    r"(?:留言|留个言|留句话|留一句话|带[个句]话|捎[个句]话)[,，:：。]\s*(?P<told>.+)", re.DOTALL
)
_WHICH_CASE = re.compile(
    r"^[^,，。;；!！]{0,20}(?:案子?|案件|那[个件起]|这[个件起])(?:的|里)?[吧了啊]?(?:[,，。;；!！]\s*|$)"
)


def message(text: str) -> str | None:
    """What is to be passed on, in the words in which it was said (给法官留言，说证人下周才能到; 留个言，证人
    到不了); None where the sentence only says that something is."""
    found = _MESSAGE.search(text) or _MESSAGE_BEHIND.search(text)
    told = _WHICH_CASE.sub("", found["told"].strip()) if found else ""
    return told if _tells(told) else None


def content(text: str) -> str | None:
    """The whole text where it tells what a complaint or suggestion is about; None where it only says
    that there is one (我要投诉承办法官; 我有个意见想反映，不是投诉，就是建议)."""
    told = any(_tells(_beside_the_wish(clause)) for clause in _CLAUSE.findall(fold(text)))
    return text.strip() if told and not _only_asks(text) else None


def _beside_the_wish(clause: str) -> str:
    """A clause without what it wishes for, and without what only points at a case or says what is to come."""
    bare = _GREETING.sub("", clause).rstrip(",。;!?")
    if _POINTS.fullmatch(bare) or _ANNOUNCES.fullmatch(bare):
        return ""
    return _OBJECT.sub("", _WISH.sub("", bare, count=1), count=1)


def facts(text: str) -> str | None:
    """The clauses that tell facts, without those that wish, ask or introduce; None where there are none."""
    told = []
    for clause in _CLAUSE.findall(fold(text)):
        bare = _GREETING.sub("", clause)
        whole = bare.rstrip(",。;!?")
        if _INTRODUCES.search(bare) or _POINTS.fullmatch(whole) or _ANNOUNCES.fullmatch(whole):
            continue
        rest = _CLAIM.sub("", bare)
        if _tells(rest) and not asks(whole) and not asks(clause) and not (rest == bare and _WISH.match(bare)):
            told.append(rest.strip(" ,。;"))
    return "，".join(told) or None


def _tells(rest: str) -> bool:
    return len(_HAN.findall(rest)) >= SHORTEST


def _only_asks(text: str) -> bool:
    clauses = _CLAUSE.findall(fold(text))
    return len(clauses) == 1 and asks(text)
