"""What is to be told of the articles that were asked for: each as it is, or why it cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from actions.law.articles import Law, chinese_number, law_named
from actions.law.editions import Carried, carried_over, current_edition, editions, withdrawn
from actions.law.provisions import law_facts, provision
from bot.language.articles_asked import LONGEST_RANGE, Asked, Place

Trouble = Literal["withdrawn", "not_held", "no_such", "not_told", "too_many", "unknown_edition"]


@dataclass(frozen=True, slots=True)
class Found:
    """One article, by the title of its law. `law` and `number` are of the present edition; `was`: the older
    number it was asked by. `trouble`: why it is not told from our own tables (its text may still be held)."""

    title: str
    law: Law | None
    number: int | None
    sub: int | None = None
    was: Carried | None = None
    asked_number: int = 0
    trouble: Trouble | None = None

    @property
    def place(self) -> str:
        number = self.number or self.asked_number
        return f"第{chinese_number(number)}条" + (f"之{chinese_number(self.sub)}" if self.sub else "")

    @property
    def key(self) -> str | None:
        return f"{self.law.code}.{self.number}" if self.law and self.number and not self.trouble else None


def look_up(asked: Asked, law: str | None) -> list[Found]:
    """Every article asked for, in order; `law` is the title for numbers that were said without one."""
    found = [one for place in asked.places for one in _place(place, place.law or law or "", asked.edition)]
    if len(found) > LONGEST_RANGE:
        return [Found(found[0].title, found[0].law, None, asked_number=len(found), trouble="too_many")]
    return list({(one.title, one.place, one.trouble): one for one in found}.values())


def following(title: str, number: int, step: int) -> int | None:
    """The number of the next (or last) article of a law; None past its ends."""
    law = law_named(title)
    facts = law_facts().get(law.code) if law else None
    wanted = number + step
    return wanted if wanted >= 1 and (facts is None or wanted <= facts.last) else None


def _place(place: Place, title: str, edition: str | None) -> Iterator[Found]:
    law = law_named(title)
    numbers: Iterable[int] = range(place.first, min(place.last, place.first + LONGEST_RANGE) + 1)
    if title in withdrawn():
        yield Found(title, None, None, asked_number=place.first, trouble="withdrawn")
    elif law is None:
        yield from (Found(title, None, None, place.sub, asked_number=n, trouble="not_held") for n in numbers)
    elif edition is not None and edition != current_edition(law.code) and edition not in law.edition:
        yield from (one for n in numbers for one in _older(law, edition, n))
    else:
        yield from (_present(law, n, place.sub) for n in numbers)


def _older(law: Law, edition: str, number: int) -> Iterator[Found]:
    if not editions(law.code):
        yield Found(law.title, law, None, asked_number=number, trouble="unknown_edition")
        return
    for was in carried_over(law.code, edition, number):
        if was.number is None:
            yield Found(law.title, law, None, was=was, asked_number=number, trouble="unknown_edition")
        else:
            present = _present(law, was.number, None)
            yield Found(law.title, law, was.number, None, was, number, present.trouble)


def _present(law: Law, number: int, sub: int | None) -> Found:
    facts = law_facts().get(law.code)
    if facts is None:
        trouble: Trouble | None = "not_held"  # nothing is known of how many articles it has
    elif number > facts.last or sub is not None:
        trouble = "no_such"
    else:
        trouble = None if provision(law.code, number) else "not_told"
    return Found(law.title, law, number, sub, asked_number=number, trouble=trouble)
