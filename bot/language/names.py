"""A person's name in what people say."""

import re
from dataclasses import dataclass

from bot.language.fold import fold
from bot.language.reference import table


@dataclass(frozen=True)
class Person:
    """A name and where it stands in the folded text."""

    name: str
    start: int
    end: int


_COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|司空|夏侯"
    "|端木|轩辕|独孤|南宫|百里|呼延|东郭|西门|澹台|公冶|申屠|钟离|闾丘|赫连|纳兰|拓跋|完颜"
)
_SINGLE = "".join(row[0] for row in table("surnames"))
_FULL = rf"(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SINGLE}][\u4e00-\u9fff]{{1,2}})"
_LAZY = _FULL.replace("{1,2}", "{1,2}?")
_DOTTED = r"[\u4e00-\u9fff]{2,8}[·•][\u4e00-\u9fff]{2,8}"
_AFTER = r"(?=$|[,。.;、!?\s:(]|律师|执业|证号|手机|电话|是|的|,|来自|在|和|跟|实习|\d)"
_INTRODUCED = re.compile(
    rf"(?:(?:我|本人|他|她|名字|姓名|全名|律师|当事人|大名)(?:的?名字)?(?:叫做?|就?是|为|:)|姓名|我姓名)\s*(?P<name>{_DOTTED}|{_LAZY}){_AFTER}"
)
_LAWYER = re.compile(
    rf"(?:^|[,。\s]|我是|所的?|你好)(?P<name>{_LAZY})律师(?!事务|协会|证|函|服务|平台|助理|执业)"
)
_BARE = re.compile(rf"(?:我?叫|是|姓名)?(?P<name>{_DOTTED}|{_FULL})(?:律师|[吧啊。,])*")
_NOT_NAMES = re.compile(
    r"律师|法官|法院|原告|被告|代理|当事人|案|证|电话|手机|号|查|问|什么|怎么|哪|委托|公司|不|没|的|了|是|时候|事|方$|民$|公职|兼职|专职|法援|军队|实习|主办|承办|代表|援助|值班"
)


def surname(name: str) -> str:
    """The family name of a full name: two characters where it is a compound one, else the first."""
    compound = re.match(_COMPOUND, name)
    return compound[0] if compound and len(name) > len(compound[0]) else name[:1]


def _accept(match: "re.Match[str] | None") -> Person | None:
    if not match or (_NOT_NAMES.search(match["name"]) and not re.fullmatch(_DOTTED, match["name"])):
        return None
    return Person(match["name"], match.start("name"), match.end("name"))


def find_person(text: str) -> Person | None:
    """A name that is introduced as one: 我叫…, 我是…律师, 姓名…; None otherwise."""
    folded = fold(text)
    candidates = (_accept(m) for pattern in (_INTRODUCED, _LAWYER) for m in pattern.finditer(folded))
    return next((person for person in candidates if person), None)


def read_name(text: str) -> Person | None:
    """The name when one was asked for: two to four characters with a surname first, or with a dot,
    count alone."""
    folded = fold(text)
    return find_person(folded) or _accept(_BARE.fullmatch(folded))
