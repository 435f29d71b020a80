"""Every scenario, on every channel it is told for, through the real assistant and the real doors."""

from __future__ import annotations

import pytest

from tests.running import RunningHouse
from tests.scenarios.script import Scenario, play, scenarios


def _cases() -> list[object]:
    return [
        pytest.param(scenario, channel, database, id=f"{scenario.name}-{channel}-{database}")
        for scenario in scenarios()
        for channel in scenario.channels
        for database in ["sqlite", *(["postgresql"] if scenario.postgresql else [])]
    ]


@pytest.mark.parametrize(("scenario", "channel", "house"), _cases(), indirect=["house"])
def test_scenario(scenario: Scenario, channel: str, house: RunningHouse) -> None:
    play(scenario, channel, house)
