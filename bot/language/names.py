"""A person's name in what people say."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.language.fold import fold
from bot.language.reference import table
from bot.language.tables import read_yaml
from bot.language.taking_back import put_right

NOT_NAMES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "not_names.yml"


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
SURNAMES = "".join(row[0] for row in table("surnames"))
_SINGLE = SURNAMES
_FULL = rf"(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SINGLE}][\u4e00-\u9fff]{{1,2}})"
_LAZY = _FULL.replace("{1,2}", "{1,2}?")
_DOTTED = r"[\u4e00-\u9fff]{2,8}[·•][\u4e00-\u9fff]{2,8}?"
_PAUSE = r"$|[,。.;、!?\s:()■\d]"
_SPEAKER_GOES_ON = r"律师|律所|执业|证号|手机|电话|是|来自|在|和|跟|实习|我|今天|想|要|请|帮|申请|麻烦"
_OFFICE = (
    r"书记员|审判长|审判员|(?:主审|承办|执行)?法官(?!助理)|承办人|法官助理|(?:人民)?陪审员|执行员|副?院长|副?庭长|鉴定人|勘验人|翻译|检察员|公诉人"
    r"|检察官|代理人|代理律师"
)
_OTHER_GOES_ON = (
    r"[的一不没说电那处打发给让要有联留接审办负主承回在今昨前上很态是和跟与也就还已同去来把被拒未到现太从对"
    r"怎哪什为于因曾以存故迟拖老总收通他她请]"
)
_BEFORE_OFFICE = r"(?:^|[,。\s■]|申请|要求|[给找是和跟让请由对向与的]|联系|关于|转告|告诉)"
_INTRODUCED = re.compile(
    rf"(?:(?:我|本人|他|她|名字|姓名|全名|律师|当事人|大名)(?:的?名字)?(?:叫做?|就?是|为|:)|姓名|我姓名|[,。\s]叫|律所的?|事务所的?)\s*"
    rf"(?P<name>{_DOTTED}|{_LAZY})(?={_PAUSE}|{_SPEAKER_GOES_ON})"
)
_LAWYER = re.compile(
    rf"(?:^|[,。\s■]|我是|所的?|你好)(?P<name>{_LAZY})律师(?!事务|协会|证|函|服务|平台|助理|执业|费)"
)
_TITLED = re.compile(rf"(?:本人|(?:^|[,。\s是])律师)(?P<name>{_LAZY})(?={_PAUSE})")
_OFFICER = re.compile(rf"(?:{_OFFICE})(?:就?是|叫|为|:)?\s*(?P<name>{_LAZY})(?={_PAUSE}|{_OTHER_GOES_ON})")
_BEFORE = re.compile(rf"{_BEFORE_OFFICE}(?P<name>{_LAZY})(?={_OFFICE})")
_RECUSED = re.compile(rf"(?:申请|要求|请求|让|请)(?P<name>{_LAZY})回避")
_BARE = re.compile(rf"(?:我?叫|是|姓名)?(?P<name>{_DOTTED}|{_FULL})(?:律师|[吧啊。,])*")
_PIECE = re.compile(r"[^,。.;、!?\s:()■]+")


LONGEST_CORRECTION = 14
"""Characters behind a name in which it is put right."""


@cache
def _not_names() -> "re.Pattern[str]":
    rows = read_yaml(NOT_NAMES)
    cities = "|".join(name.removesuffix("市") for code, name, _ in table("divisions") if code.endswith("00"))
    return re.compile(rf"^(?:{'|'.join(rows['begin'])})|{'|'.join(rows['within'])}|^.[民方]$|^(?:{cities})$")


def surname(name: str) -> str:
    """The family name of a full name: two characters where it is a compound one, else the first."""
    compound = re.match(_COMPOUND, name)
    return compound[0] if compound and len(name) > len(compound[0]) else name[:1]


def _accept(match: "re.Match[str] | None") -> Person | None:
    if not match or (_not_names().search(match["name"]) and not re.fullmatch(_DOTTED, match["name"])):
        return None
    return Person(match["name"], match.start("name"), match.end("name"))


def find_person(text: str) -> Person | None:
    """A name that is introduced as one: 我叫…, 我是…律师, 姓名…; else that of somebody in office
    (书记员…, …法官); None otherwise."""
    folded = fold(text)
    patterns = (_INTRODUCED, _LAWYER, _TITLED, _OFFICER, _BEFORE, _RECUSED)
    candidates = (_accept(m) for pattern in patterns for m in pattern.finditer(folded))
    first = next((person for person in candidates if person), None)
    return (_instead(folded, first) or first) if first else None


def _instead(text: str, first: Person) -> Person | None:
    """The name that is said in place of the first: 我叫张伟，不对，章伟."""
    rest = text[first.end : first.end + LONGEST_CORRECTION]
    again = put_right(rest)
    if again is None:
        return None
    start = first.end + rest.rindex(again)
    said = re.match(r"(?:我?是|叫|姓名是?|应该是)?", again)
    piece = _PIECE.match(text, start + (said.end() if said else 0))
    return _accept(_BARE.fullmatch(text, piece.start(), piece.end())) if piece else None


def find_in_office(text: str) -> str | None:
    """The name of somebody in office, or of whom a recusal is asked for (申请秦望舒法官回避)."""
    folded = fold(text)
    candidates = (_accept(m) for pattern in (_RECUSED, _OFFICER, _BEFORE) for m in pattern.finditer(folded))
    return next((person.name for person in candidates if person), None)


def find_bare_name(text: str) -> Person | None:
    """A name that stands between pauses by itself, as beside a licence number (11101…，林知远)."""
    candidates = (_accept(_BARE.fullmatch(text, m.start(), m.end())) for m in _PIECE.finditer(text))
    return next((person for person in candidates if person), None)


def read_name(text: str) -> Person | None:
    """The name when one was asked for: two to four characters with a surname first, or with a dot,
    count alone."""
    folded = fold(text)
    return find_person(folded) or _accept(_BARE.fullmatch(folded))
