"""What a voice reads out."""

from __future__ import annotations

import pytest

from api.channels.spoken import for_the_ear, sayings
from api.gateway.messages import Answer, Option, Said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("（2026）京0105民初1024号 买卖合同纠纷", "二零二六年，京零幺零五，民初，幺零二四号 买卖合同纠纷"),
        ("见[律师平台](https://example.test/lawyer)。\n谢谢", "见律师平台。谢谢"),
        ("**重要**（请记住）", "重要 请记住"),
    ],
)
def test_it_is_made_for_the_ear(written: str, said: str) -> None:
    assert for_the_ear(written) == said


def test_options_name_their_keys_and_say_case_numbers_figure_by_figure() -> None:
    options = (Option("（2026）京0105民初1024号", "1"), Option("（2026）沪01民终3号", "2"))
    (asked, offered) = sayings(Answer((Said("哪一件？", options),)))
    assert asked == "哪一件？"
    assert "幺零二四号请按1" in offered and "三号请按2" in offered
