"""Where one sentence says more than one thing: two wishes, who is speaking and then what is wished, what is
denied and then what is meant."""

from __future__ import annotations

import re
from typing import NamedTuple

_JOINT = re.compile(
    r"(?:(?<=[\u4e00-\u9fff0-9])|[,。;?!、\s])(?:"
    r"(?:顺便|顺带|顺道|捎带|另外|此外|对了|除此之外)(?:还|再|也)?"
    r"|还有(?:就是|件事|一?个(?:事|问题|(?=[,、。;\s想要问帮])))"  # 还有一个庭 is a hearing, not a wish
    r"|(?:然后|同时|并且|完了)(?:还|再|也)(?=[想要帮给问查请])"
    r"|(?:再|还想|还要|也)(?=帮我|给我|麻烦|请|问一?[下问]|查一?[下查]|给(?:承办)?法官|申请|登记)"
    r")[,、\s]*"
    r"|(?<=[了吗呢没少样])[,、;?\s]+(?=[^,。;?]{2,16}(?:多少|几[号点时]|什么|吗|谁|哪|怎么[样交]|[?]$))"  # two questions
)
"""What begins a second wish; in speech there is no pause before it."""
_CLAUSE = re.compile(r"[^,。;!?\s]+[,。;!?\s]*")
_INTRODUCES = re.compile(r"^(?:您好|你好|喂|嗯)?(?:我|本人|这边|这里)就?[是叫].{0,14}律师|(?:\d[ -]?){14,17}")
_DENIAL = re.compile(
    r"(?:^|(?<=[,。;?! ]))"
    r"(?:我|这|那|这个|那个|先|你|您|咱|俺|可|都|倒)?"
    r"(?:不是|并非|并不是|不用|不要|不必|不需|无需|无意|不想|莫(?!某|名)|先?别(?![的人处家])"
    r"|不问|不谈|不留|不投诉|不消|没打算|不打算|尚不)"
    r"[^,。;?! 吗么呢]{0,16}[,。;?! ]+(?=[^,。;?! ])"
)
SHORTEST = 3
"""Fewer characters hold no wish."""


class Clause(NamedTuple):
    """A piece of a folded text, by its span."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def meant(text: str) -> str:
    """A folded text without the clauses that say first what is not meant: 不是要签，只想看有几份 →
    只想看有几份. What is denied last is the wish itself (这个案子，我不想告了)."""
    left = _DENIAL.sub("", text)
    return left if _says_something(left) else text


def halves(text: str) -> tuple[Clause, Clause] | None:
    """The parts before and after the first word that joins a second wish (查进度，顺便问下诉讼费); None if
    there is no such word, or nothing on one side of it."""
    for joint in _JOINT.finditer(text):
        first, second = Clause(0, joint.start()), Clause(joint.end(), len(text))
        if _says_something(first.of(text)) and _says_something(second.of(text)):
            return first, second
    return None


def after_introduction(text: str) -> str | None:
    """What is left when the clauses are taken out in which somebody says who he is (我是…律师，执业证号…，
    查一下开庭时间); None if there are no such clauses or nothing is left."""
    clauses = _CLAUSE.findall(text)
    rest = [each for each in clauses if not _INTRODUCES.search(each)]
    left = "".join(rest)
    return left if len(rest) < len(clauses) and _says_something(left) else None


def _says_something(text: str) -> bool:
    return len(re.sub(r"[\W_]", "", text)) >= SHORTEST
