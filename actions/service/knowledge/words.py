"""What of a sentence is compared: words as jieba cuts them, and pairs of characters, so that a word cut
otherwise still counts. Everyday and dialect words are first put into the field's own
(data/knowledge/synonyms.yml)."""

from __future__ import annotations

import logging
import re
from functools import cache
from pathlib import Path

import jieba
import yaml

from bot.language.fold import fold

SYNONYMS = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "synonyms.yml"
_HAN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")
jieba.setLogLevel(logging.WARNING)


def tokens(text: str) -> list[str]:
    """Words and, marked, pairs of characters; nothing of mere filling."""
    found: list[str] = []
    for run in _HAN.findall(plain(text)):
        found += jieba.cut_for_search(run)
        found += [f"·{run[at : at + 2]}" for at in range(len(run) - 1)]
    return found


def plain(text: str) -> str:
    """Folded, in the field's words, without fillers."""
    variants, pattern = _synonyms()
    return pattern.sub(lambda found: variants[found[0]], fold(text).lower())


@cache
def _synonyms() -> tuple[dict[str, str], re.Pattern[str]]:
    read: dict[str, list[str]] = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))
    variants = {said: "" if term == "（略）" else term for term, each in read.items() for said in each}
    longest_first = sorted(variants, key=len, reverse=True)
    return variants, re.compile("|".join(map(re.escape, longest_first)))
