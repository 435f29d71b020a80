"""Articles found by what they are about (哪条规定了举证期限): BM25 over pairs of characters.

Chinese terms of art are two to four characters long, so pairs of characters find them without a dictionary.
What an article is about counts for more than what it says.
"""

from __future__ import annotations

import re
from functools import cache

import bm25s
import numpy as np

from actions.law.provisions import Provision, provisions

ABOUT_COUNTS = 3
COVERED = 0.6
"""So much of the question must stand in the article, by weight; else nothing is found."""
NEAR = 0.4
"""Others are named beside the best if they score at least this share of it."""
MOST = 3
ITS_NAME, IN_ITS_NAME = 10.0, 6.0
"""Added where the topic is the very name of what an article is about, or a part of it (by its share)."""
ELSEWHERE = 0.6
"""An article on another kind of case counts so much less; civil cases are meant where none is said."""
_KINDS = (("alp", "ali"), ("crl", "cri"), ("cpl", "cpi"))
_SAYS_KIND = (
    re.compile(r"行政(?:诉讼|案件)?"),
    re.compile(r"刑事(?:诉讼|案件)?"),
    re.compile(r"民事(?:诉讼|案件)?"),
)
_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")


def find_by_topic(topic: str, law: str | None = None) -> list[Provision]:
    """The articles on a topic, best first, at most MOST; of one law where its code is given. Empty where none
    speaks of it."""
    kind, topic = _kind(topic)
    pairs = list(dict.fromkeys(_pairs(topic)))
    asked = [pair for pair in pairs if pair in _weights()]
    if not asked:
        return []
    documents, index = _index()
    scores = index.get_scores(asked) + np.array([_named(topic, one) for one in documents])
    scores *= np.array([_fits(one, kind, law) for one in documents])
    usual = sum(_weights().values()) / len(_weights())
    whole = sum(_weights().get(pair, usual) for pair in pairs)
    best = [int(at) for at in np.argsort(-scores, kind="stable")[: 3 * MOST]]
    held = [at for at in best if scores[at] > 0 and _covered(documents[at], asked) >= COVERED * whole]
    return [documents[at] for at in held if scores[at] >= NEAR * scores[held[0]]][:MOST]


def _kind(topic: str) -> tuple[tuple[str, ...], str]:
    """The laws of the kind of case that is named, and the topic without it."""
    for codes, said in zip(_KINDS, _SAYS_KIND, strict=True):
        if said.search(topic) and len(rest := said.sub("", topic)) > 1:
            return codes, rest
    return _KINDS[-1], topic


def _fits(one: Provision, kind: tuple[str, ...], law: str | None) -> float:
    if law is not None:
        return float(one.law.code == law)
    of_a_kind = any(one.law.code in codes for codes in _KINDS)
    return ELSEWHERE if of_a_kind and one.law.code not in kind else 1.0


def _named(topic: str, one: Provision) -> float:
    """A topic that is the very name of what an article is about."""
    bare = _NOT_WORDS.sub("", topic)
    names = [name for name in (one.about, *one.asked_as) if bare in name]
    return max(
        (ITS_NAME if bare == name else IN_ITS_NAME * len(bare) / len(name) for name in names), default=0.0
    )


def _covered(one: Provision, asked: list[str]) -> float:
    held = set(_pairs(_everything(one)))
    return sum(_weights()[pair] for pair in asked if pair in held)


def _pairs(text: str) -> list[str]:
    parts = [part for part in _NOT_WORDS.split(text) if part]
    return [part[at : at + 2] for part in parts for at in range(max(1, len(part) - 1))]


def _everything(one: Provision) -> str:
    return " ".join((one.about, *one.asked_as, one.says))


@cache
def _index() -> tuple[list[Provision], bm25s.BM25]:
    documents = list(provisions().values())
    texts = [" ".join([*[one.about, *one.asked_as] * ABOUT_COUNTS, one.says]) for one in documents]
    index = bm25s.BM25()
    index.index([_pairs(text) for text in texts], show_progress=False)
    return documents, index


@cache
def _weights() -> dict[str, float]:
    """How telling a pair of characters is: the rarer, the more."""
    documents = [set(_pairs(_everything(one))) for one in provisions().values()]
    counts: dict[str, int] = {}
    for held in documents:
        for pair in held:
            counts[pair] = counts.get(pair, 0) + 1
    return {pair: float(np.log(1 + len(documents) / count)) for pair, count in counts.items()}
