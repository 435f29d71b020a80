"""Every stranger's dialogue, on every channel it is told for, through the real doors."""

from __future__ import annotations

import pytest

from tests.running import FEED, RunningHouse
from tests.scenarios.stranger import Stranger, play, strangers


def _cases() -> list[object]:
    return [
        pytest.param(stranger, channel, id=f"{stranger.id}-{channel}")
        for stranger in strangers()
        for channel in stranger.channels
    ]


@pytest.mark.parametrize(("stranger", "channel"), _cases())
def test_a_stranger_is_served(stranger: Stranger, channel: str, house: RunningHouse) -> None:
    if stranger.feed != FEED:
        house.reset(feed=stranger.feed)
    play(stranger, channel, house)
