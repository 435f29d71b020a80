"""Which scenarios show a function at work, on which channels, and the sentence that begins it: read from
tests/scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.service.channels import CHANNELS
from api.settings import PROJECT
from bot.language.tables import read_yaml

FOLDER = PROJECT / "tests" / "scenarios"


@dataclass(frozen=True)
class Shown:
    """How one function is shown: names of scenarios in order, titles of channels, an opening sentence."""

    scenarios: tuple[str, ...]
    channels: tuple[str, ...]
    opening: str


NOWHERE = Shown((), (), "")


def shown(function: str) -> Shown:
    """`NOWHERE` for a function that no scenario names (`shows`)."""
    told = [each for each in _scenarios() if function in each.get("shows", ())]
    if not told:
        return NOWHERE
    played = {channel for each in told for channel in each["channels"]}
    said = next((step["say"] for each in told for step in each["steps"] if "say" in step), "")
    return Shown(
        tuple(each["name"] for each in told),
        tuple(channel.title for name, channel in CHANNELS.items() if name in played),
        said,
    )


@cache
def _scenarios() -> tuple[dict[str, Any], ...]:
    paths = sorted(FOLDER.glob("*.yml"))
    return tuple(told for path in paths for told in read_yaml(path))
