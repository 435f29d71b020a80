"""What the day at the end of a period means, by its nature (data/reference/deadline_rules.yml)."""

from enum import StrEnum
from functools import cache
from typing import Any

from actions.law.reference import FOLDER, read_document
from actions.law.time_limits import TimeLimit


class Sense(StrEnum):
    """LAST: done at the latest on that day. AHEAD: at the latest on it, so many days before an event.
    OPENS: not before it is over. EFFECT: what happens by itself on it. AT_LEAST, AT_MOST: the court fixes
    the last day, not before or not after it."""

    LAST = "last"
    AHEAD = "ahead"
    OPENS = "opens"
    EFFECT = "effect"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


def sense_of(limit: TimeLimit) -> Sense:
    return Sense(rules()["senses"].get(limit.nature, Sense.LAST))


def of_a_party(limit: TimeLimit) -> bool:
    """Whether a party has to keep it; a period named by its length alone has nobody's name."""
    return bool(limit.actor) and limit.actor not in rules()["not_parties"]


def outside_court(limit: TimeLimit) -> bool:
    """Whether it runs for something asked of another office, which the codes of procedure say nothing of."""
    return limit.id in rules()["outside_court"]


def may_be_posted(limit: TimeLimit) -> bool:
    """Whether a paper posted before the end is in time.

    民诉法第八十五条, 行诉解释第四十八条, 刑诉法第一百零五条.
    """
    return not limit.actor or (of_a_party(limit) and limit.nature in rules()["posted"])


@cache
def rules() -> dict[str, Any]:
    """data/reference/deadline_rules.yml."""
    loaded: dict[str, Any] = read_document(FOLDER / "deadline_rules.yml")
    return loaded
