"""How a sentence changes what was said before: it takes back, adds, names a part and gives it anew.

Only the form is read here (不对，是…; 别写…，写…; 还有…，这个也写上; 理由改成…): what a part is called and
which values it takes is for whoever knows what is being filled in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

_SOFT = r"(?:[嗯啊呃哦哎诶,，。、!！\s]|那个|等等|等一下|对了|不行|这样不行|我说的?是?错了?|稍等|唉)*"
_TAKEN_BACK = re.compile(
    rf"{_SOFT}(?:不对|不是的?|错了|[搞弄说报填写听打念选登发讲]错了?|反了|有误|更正(?:一下)?|也?别写|不要写)(?:的|了|啊|吧|哦)*"
)
_REJECTS = re.compile(rf"{_SOFT}(?:我前面还?说|你漏|写得不对|这么写不行|太简单)")
_LEFT = r"[^,，。;；!！?？]{1,20}?"
_NOT_BUT = re.compile(
    rf"(?:不是|别写|不要写|不写|不叫){_LEFT}[,，。;；!！\s]*(?:而是|应该是|改成|是|写成?|叫)(?P<new>.{{2,}})"
)
_ANEW = re.compile(
    r"(?:应该是|应当是|应为|其实是|(?:改|换|写|更正)(?:成|为)|就写|要写|改写|写)[,，:：\s]*(?P<new>[^,，。;；]{2}.*)"
)
_IS = re.compile(rf"^{_SOFT}(?:是|叫|我?说的是|其实)+(?P<new>.{{2,}})$")
_ADDS = re.compile(
    r"^(?:[嗯啊呃哦哎,，。、!！\s]|对了|那个|等等|等一下)*"
    r"(?:(?:还有(?:一点|一句|一个)?|另外|再(?:加|补充|写)(?:一[个句点条])?|补充(?:一[点下句])?|加(?:上)?一[个句点条]|加上|补上|而且|并且)[,，:：。\s]*)+"
    r"(?P<more>.{2,})$"
)
_ALSO_DOWN = re.compile(
    r"[,，。;；\s]*(?:这个|这[一]?[点句条]|这些|也|都|请|要|麻烦|帮我|给我|你)*"
    r"(?:写上|写进去|加上|加进去|补上|写清楚|记上|记下来?)(?:去|吧|啊|了|哈|呗|一下)*[。.!！]*$"
)
_LEFT_OUT = re.compile(
    r"^(?:你们?|你把|怎么|我说的)*(?:没写|没记|没有写|漏了|少写了?|没提)(?P<more>.{2,})$"
    r"|^(?P<before>.{2,}?)(?:这[个点句])?(?:你|怎么|都|也)*(?:没写上?|没记上?|没有写|漏了|少写了)(?:啊|呢|吧|上去|进去)*[。!！?？]*$"
)
_SAID_BEFORE = re.compile(
    r"[,，。;；!！\s]*(?:我|不是|就)?(?:刚才?|刚刚|前面|上面|之前|开头|已经|早就|不是)(?:都|就|已经|不是|也|跟你们?|给你们?)*"
    r"(?:说|讲|告诉|报|提)(?:过|了|的|你们?|清楚)*(?:吗|嘛|么|啊|呀|吧|呢)*[?？!！。]*$"
    r"|[,，。;；!！\s]+我?说(?:过了?|了的?)(?:呀|啊|嘛)*[!！。]*$"
)
_I_SAID = re.compile(
    r"^(?:我|不是)?(?:刚才?|前面|之前|已经)?(?:都|就|已经)?(?:说|讲)(?:过)?了?(?:呀|啊|嘛|吗|的)+[,，。!！?？\s]+(?=.)"
)
_RAW_EDGE = re.compile(r"^[,，。、;；:：!！\s]+|[,，、;；:：\s]+$")
_CHANGE = r"(?:(?:给|帮)?我?(?:改|换|更正|修改|调整|重新?[填写说])(?:一?[下改])?)"
_ABOUT_IT = r"(?:那?一?[里项个块段]|里[头面]?|这[里项个块段])?(?:我|刚才?|刚刚|想|要|得|还|再|给|帮|,|，| )*"
"""What is said between the name of a part and what is wrong with it (理由那段我想…)."""
_SLIP = "写说搞弄填报记打念选登发讲"
"""What is done wrongly, before 错."""
_WRONG = (
    r"(?:[也都还是]*(?:不对|不是这样的?|[" + _SLIP + r"]?错(?:了|的)?|有误|有问题|没写对|写得?不对"
    r"|要改|得改|需要改|改一?下|[得要]换|换换|换一?下|不准确|[说写讲]?漏了|[说写讲]岔了|反了))"
)
_GIVES = (
    r"(?:有的?[,， ]+|"
    r"(?:应该|应当|其实|就|全称|名称|大名|要|请|也|给我?|帮我?|改|换|写|更正|变|调|填|是|的)*?"
    r"(?:是|为|叫|[改换写变填]成|改到|改为|写上|加上|填上|[:：]))"
)
_GIVEN = re.compile(rf"(?:{_ABOUT_IT}{_WRONG})?[吧啊呢了,，。!！\s]*(?:{_GIVES})\s*")
_GIVEN_LATER = re.compile(r"(?:[改换写]成|改[为到]|更正为)[:：\s]*")
"""What gives the new value of a part that the sentence is about from its beginning."""
_ASKED = re.compile(r"^(?:什么|啥|哪|谁|怎么|多少|否)|吗[?？]?$")


_REMARK = re.compile(
    r"^[^,，。;；]{1,6}(?:了点儿?|了些|一点儿?|得很)(?:[,，。;； ]|$)|^(?:有点|不太|够|挺|蛮|足够)"
)
"""What is thought of a part, and gives no other value for it (理由是牵强了点儿)."""


_ADDED = re.compile(
    rf"{_ABOUT_IT}(?:加上?|补上?|添|补充|[说写讲]?漏了)(?:一?[条句点个]|上|进去)*[,，:：。\s]*(?P<more>.{{3,}})"
)
_NOT_OLD = re.compile(
    r"不是(?P<old>[^,，。 ]{1,20}?)(?:哦|啊|呀|了)?[,，。\s]*(?:而是|是|改成|应该是)(?P<new>[^,，。;； ]{2,})"
)
_NEW_NOT_OLD = re.compile(
    r"(?:时间|地点|地方|人)?(?:是|应该是)(?P<new>[^,，。;； 是]{2,20}?)[,，。\s]*"
    r"(?:而)?不是(?P<old>[^,，。;； ]{2,20})"
)


NEAR = 6
"""So many characters at most before the name of a part that a sentence is about."""


class Amended(NamedTuple):
    """A part that a sentence names, and what it gives for it; None: only that it is to be changed."""

    part: str
    value: str | None
    start: int = 0
    """Where the value begins in the text."""


def takes_back(text: str) -> bool:
    """Whether a sentence begins by taking back what was said or written."""
    return _TAKEN_BACK.match(text) is not None


def changes(text: str) -> bool:
    """Whether a sentence says that something is to be changed or was wrong (改一下…, …写错了, …改成…)."""
    return re.search(rf"{_CHANGE}|{_WRONG}|[改换写]成|改为|应该是|更正", text) is not None


def denies(text: str) -> bool:
    """Whether a sentence takes something back or puts one thing in place of another (不是起诉，是上诉)."""
    return takes_back(text) or _NOT_BUT.search(text) is not None


def instead(text: str) -> str | None:
    """What is to stand in place of what was taken back (不是我，是当事人 → 当事人); None where nothing is."""
    taken = _TAKEN_BACK.match(text)
    found = _NOT_BUT.search(text) or _ANEW.search(text)
    if found is not None and (taken or _REJECTS.match(text) or found.start() <= 2):
        return bare(found["new"])
    rest = _IS.match(text[taken.end() :]) if taken else None
    return bare(rest["new"]) if rest else None


def added(text: str, names: Collection[str]) -> str | None:
    """What is to be added to a part that is named first (事实加一条，…)."""
    for name in sorted(names, key=len, reverse=True):
        start = text.find(name)
        found = _ADDED.match(text, start + len(name)) if 0 <= start <= NEAR else None
        if found is not None:
            return bare(found["more"])
    return None


def replaced(text: str, before: str) -> str | None:
    """What was dictated `before`, with a piece of it put right (不是茶楼，是咖啡馆); None where no piece of
    it is named."""
    for pattern in (_NOT_OLD, _NEW_NOT_OLD):
        found = pattern.search(text)
        if found is not None and found["old"] in before:
            return before.replace(found["old"], bare(found["new"]))
    return None


def remarks(value: str) -> bool:
    """Whether words behind the name of a part say what is thought of it, and give no other value
    (理由是牵强了点儿)."""
    return _REMARK.search(value) is not None


def besides(text: str) -> str | None:
    """What is to be added to what was said before (还有电话老占线; 你没写大学同学; …，这个也写上)."""
    left_out = _LEFT_OUT.match(text)
    if left_out is not None:
        return bare(left_out["more"] or left_out["before"])
    adds = _ADDS.match(text)
    if adds is not None:
        return bare(_ALSO_DOWN.sub("", adds["more"]))
    shorter = _ALSO_DOWN.sub("", text)
    return bare(re.sub(r"^(?:对了|[,，\s])+", "", shorter)) if shorter != text and len(shorter) > 1 else None


def bare(text: str) -> str:
    """A value without what is said around it about its having been said (…，刚说了; 我说了呀，…)."""
    kept = _SAID_BEFORE.sub("", _I_SAID.sub("", text.strip()))
    kept = _RAW_EDGE.sub("", kept)
    return kept or text.strip()


def amendments(text: str, parts: Mapping[str, Collection[str]]) -> list[Amended]:
    """The parts that a sentence names, by the words they are called by, each with what it gives for it:
    被执行人全称是…; 事由错了，是…，事实是…; 改一下理由."""
    found: list[Amended] = []
    spans = sorted(_named(text, parts), key=lambda span: span[1])
    for number, (part, begin, end) in enumerate(spans):
        until = spans[number + 1][1] if number + 1 < len(spans) else len(text)
        given = _given(text, end, until)
        if given is not None:
            found.append(Amended(part, *given))
        elif _to_change(text, begin, end):
            found.append(Amended(part, None))
    return found


def _named(text: str, parts: Mapping[str, Collection[str]]) -> Iterable[tuple[str, int, int]]:
    """Where each part is named: the longest name at a place, and each part once."""
    places = [
        (match.start(), match.end(), part)
        for part, names in parts.items()
        for name in names
        for match in re.finditer(re.escape(name), text)
    ]
    taken: set[str] = set()
    for start, end, part in places:
        covered = any(s <= start and end <= e and (s, e) != (start, end) for s, e, _ in places)
        if not covered and part not in taken:
            taken.add(part)
            yield part, start, end


def _given(text: str, start: int, until: int) -> tuple[str, int] | None:
    denied = _NOT_BUT.search(text, start, until)
    match = _GIVEN.match(text, start, until)
    if denied is not None and denied.start() <= (match.end() if match else start):
        begin = denied.start("new")
    elif match is not None:
        begin = match.end()
    elif start <= NEAR and (later := _GIVEN_LATER.search(text, start, until)) is not None:
        begin = later.end()
    else:
        return None
    value = re.sub(r"[,，。;；、!！\s]+$", "", text[begin:until])
    value = re.sub(r"[,，。;；](?:还有|另外|然后|那个|把|将)$", "", value)
    told = len(value) >= 1 and not _ASKED.search(value) and not remarks(value)
    return (bare(value), begin) if told else None


def _to_change(text: str, begin: int, end: int) -> bool:
    """改一下被执行人; 被执行人写错了; the name and nothing else."""
    before, behind = text[:begin], text[end:]
    whole = not re.sub(r"[\W_]|那个|这个|一项|的", "", before + behind)
    asked_anew = re.search(rf"(?:{_CHANGE}|[{_SLIP}]错了?)(?:那个|这个|的|里的)?$", before) is not None
    return whole or asked_anew or re.match(rf"{_ABOUT_IT}{_WRONG}", behind) is not None
