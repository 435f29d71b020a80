"""What of a sentence is compared: words as jieba cuts them, and pairs of characters, so that a word cut
otherwise still counts. Everyday and dialect words are first put into the field's own
(data/knowledge/synonyms.yml)."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from bot.language.fold import fold
from bot.language.tables import read_yaml

SYNONYMS = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "synonyms.yml"
_HAN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")

Cut = Callable[[Sequence[str]], list[list[str]]]
"""Runs of characters → the words of each, as jieba cuts for a search."""


def cut_here(runs: Sequence[str]) -> list[list[str]]:
    """In this process; a running service leaves it to the assistant, which has the dictionary at hand."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return [list(jieba.cut_for_search(run)) for run in runs]


def tokens(texts: Sequence[str], cut: Cut = cut_here) -> list[list[str]]:
    """Of each text its words and, marked, pairs of characters; nothing of mere filling."""
    runs = [_HAN.findall(plain(text)) for text in texts]
    words = iter(cut([run for each in runs for run in each]))
    return [[part for run in each for part in (*next(words), *_pairs(run))] for each in runs]


def pairs(text: str) -> set[str]:
    """Of characters, each once."""
    return {pair for run in _HAN.findall(plain(text)) for pair in _pairs(run)}


def _pairs(run: str) -> list[str]:
    return [f"·{one}{other}" for one, other in pairwise(run)]


def plain(text: str) -> str:
    """Folded, in the field's words, without fillers."""
    variants, pattern = _synonyms()
    return pattern.sub(lambda found: variants[found[0]], fold(text).lower())


@cache
def _synonyms() -> tuple[dict[str, str], re.Pattern[str]]:
    read: dict[str, list[str]] = read_yaml(SYNONYMS)
    # a term is never taken apart, though another's variant may be part of it (上诉状, 诉状)
    variants = {term: term for term in read}
    variants |= {said: "" if term == "（略）" else term for term, each in read.items() for said in each}
    longest_first = sorted(variants, key=len, reverse=True)
    return variants, re.compile("|".join(map(re.escape, longest_first)))
