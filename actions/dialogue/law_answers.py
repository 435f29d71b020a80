"""Answers to what the law is asked about: which law, and which article or topic."""

from __future__ import annotations

from typing import Any

from actions.dialogue.heard import Heard
from actions.law.articles import laws
from actions.law.topics import find_by_topic
from bot.language.articles_asked import asked_articles
from bot.language.choices import choose

_IN_A_WORD = {"民事": "cpl", "民诉": "cpl", "行政": "alp", "行诉": "alp", "刑事": "crl", "刑诉": "crl"}
"""What is said for the law of procedure where a law was asked for; with 解释, its interpretation."""
_EXPLAINED = {"cpl": "cpi", "alp": "ali", "crl": "cri"}


def law_meant(heard: Heard, offered: list[Any]) -> str | None:
    """The full title of the law named, or of the one picked."""
    if named := asked_articles(heard.text).law:
        return named
    picked = choose(heard.text, [str(title) for title, _ in offered])
    if len(picked) == 1:
        return str(offered[picked[0]][1])
    meant = {code for word, code in _IN_A_WORD.items() if word in heard.text}
    if len(meant) != 1:
        return None
    code = meant.pop()
    return laws()[_EXPLAINED[code] if "解释" in heard.text else code].title


def question_of_law(heard: Heard) -> tuple[str | None, bool]:
    """What is asked, in the caller's words, and whether it is plainly that: an article by its number, or a
    topic that an article is on."""
    asked = asked_articles(heard.text)
    if asked.places:
        return heard.words.strip(), asked.law is not None or len(heard.text) < SHORT
    if asked.law is None and len(asked.topic) < 2:
        return None, False
    return heard.words.strip(), len(asked.topic) > 1 and bool(find_by_topic(asked.topic))


SHORT = 12
"""Characters of an utterance that holds hardly more than a number."""
