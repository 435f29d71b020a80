"""A case that exists and is somebody else's is answered like a case that does not exist."""

from __future__ import annotations

import pytest

from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS
from tests.scenarios.script import verify

SOMEBODY_ELSES = "（2026）沪0115民初21988号"
NOBODYS = "（2026）沪0115民初21989号"


@pytest.mark.parametrize(
    "words", ["{}什么时候开庭", "查一下{}的进展", "{}的诉讼费交了没有", "{}申请延期开庭", "{}我要阅卷"]
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_both_sound_the_same(house: RunningHouse, channel: str, words: str) -> None:
    answers = []
    for case_number in (SOMEBODY_ELSES, NOBODYS):
        house.reset()
        caller = CALLERS[channel](house)
        caller.say(words.format(case_number))
        answers.append(verify(caller, "林知远"))
    assert "没有查到" in answers[0]
    assert answers[0] == answers[1]
    assert "房屋租赁" not in answers[0]


def test_both_sound_the_same_on_the_telephone(house: RunningHouse) -> None:
    answers = []
    for serial in ("二一九八八", "二一九八九"):
        house.reset()
        caller = CALLERS["voice"](house)
        caller.say(f"二零二六沪零幺幺五民初{serial}号什么时候开庭")
        answers.append(verify(caller, "林知远"))
    assert "没有查到" in answers[0]
    assert answers[0] == answers[1]
