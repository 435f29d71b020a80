"""Courts, causes of action, documents and request matters named in a sentence: spaCy's entity ruler.

The text is cut into characters, not words. With jieba, even with every pattern in its dictionary, one
mention in seventeen of the training sentences is lost, because a longer word of its own swallows it (离婚案,
保全费); by characters none is, and spaces between them do not matter. What a longer word does make wrong
(继承人, 劳动合同法) is listed as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from bot.language.courts import CourtDirectory
from bot.language.fold import fold
from bot.language.matters import TABLE
from bot.language.reference import table
from bot.language.tables import read_yaml
from bot.language.taking_back import stated
from bot.language.titles import causes, documents

NEUTRAL: dict[str, str] = {"COURT": "法院", "CAUSE": "案由", "DOCUMENT": "文书"}
"""What stands for a mention in a masked sentence; matters tell functions apart and stay."""
_OTHER = "OTHER"
_ENTITY = {"CAUSE": "cause", "DOCUMENT": "document"}


class Named(NamedTuple):
    """One mention: `value` is the cause's or document's title, the matter's function, the court's words as
    said; the span counts characters of the folded text."""

    label: str
    """COURT, CAUSE, DOCUMENT or MATTER."""
    value: str
    start: int
    end: int


class Ruler:
    """Finds mentions, the longest first, none over another."""

    def __init__(self, courts: CourtDirectory) -> None:
        self._courts = courts
        self._language = _language()

    def find(self, text: str) -> list[Named]:
        """All mentions in the order of the text."""
        folded = fold(text)
        doc = self._language.make_doc(folded)
        # Which courts there are and what they are called is read in one place, bot.language.courts.
        named = [doc.char_span(match.start, match.end, "COURT") for match in self._courts.find(folded)]
        doc.ents = [span for span in named if span is not None]
        doc = self._language.get_pipe("entity_ruler")(doc)
        return [
            Named(span.label_, span.ent_id_ or span.text, span.start_char, span.end_char)
            for span in doc.ents
            if span.label_ != _OTHER
        ]

    def stated(self, text: str) -> list[Named]:
        """Of several mentions of one label not those denied (不是离婚，是买卖合同那个)."""
        return stated(fold(text), self.find(text), lambda each: each.label)

    def masked(self, text: str) -> str:
        """The folded text with one neutral word for each court, cause and document."""
        masked = fold(text)
        for each in reversed(self.find(text)):
            if each.label in NEUTRAL:
                masked = masked[: each.start] + NEUTRAL[each.label] + masked[each.end :]
        return masked


@cache
def ruler() -> Ruler:
    """The one of this process, made when first asked for."""
    return Ruler(CourtDirectory.load_default())


def _patterns() -> Iterator[dict[str, str]]:
    """Phrase patterns; a word of several tables is taken from the first."""
    known: set[str] = set()
    for label, word, value in _words():
        if word not in known:
            known.add(word)
            yield {"label": label, "pattern": word, "id": value}


def _words() -> Iterator[tuple[str, str, str]]:
    for label, titles in (("CAUSE", causes()), ("DOCUMENT", documents())):
        for word, title in titles.words.items():
            yield label, word, title
        for word in titles.others:
            yield _OTHER, word, word
    for alias, _ in table("law_aliases"):  # 劳动合同法 is a law and no cause
        yield _OTHER, fold(alias), alias
    for function, cues in read_yaml(TABLE)["cues"].items():
        for cue in cues:
            yield "MATTER", fold(cue), function


def _language() -> Any:
    import spacy  # a second's work, for those who ask for mentions only

    language = spacy.blank("zh")
    language.add_pipe("entity_ruler").add_patterns(list(_patterns()))
    return language


def entities_ruled(text: str) -> list[dict[str, Any]]:
    """The causes and documents that a text states, by their titles, as entities."""
    return [
        {
            "entity": _ENTITY[named.label],
            "value": named.value,
            "start": named.start,
            "end": named.end,
            "extractor": "Ruler",
        }
        for named in ruler().stated(text)
        if named.label in _ENTITY
    ]
