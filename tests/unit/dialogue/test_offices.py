"""Whose business it is that is not the courts'."""

from __future__ import annotations

from collections import Counter

import pytest

from actions.dialogue.offices import OFFICES, office_named, sent_to
from bot.language.tables import read_yaml

ROWS = read_yaml(OFFICES)
CUES = [cue for row in ROWS for cue in row["cues"]]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("社保断缴了怎么补", "12333"),
        ("怎么申请工伤认定", "12333"),
        ("个税怎么申报", "12366"),
        ("网购买到假货", "12315"),
        ("我的钱包被偷了", "110"),
        ("驾照扣分怎么查", "12123"),
        ("我想申请法律援助", "12348"),
        ("检察院不起诉怎么申诉", "12309"),
        ("我要向纪委举报", "12388"),
        ("明天北京天气", "12121"),
        ("订一张火车票", "12306"),
        ("小区停水了", "12345"),
        ("仲裁委什么时候开庭", ""),
        ("话费怎么扣这么多", ""),
    ],
)
def test_an_office_is_named_by_its_business(said: str, number: str) -> None:
    found = office_named(said)
    assert found is not None
    assert found["number"] == number
    assert sent_to(said).key == "other.office"
    assert sent_to(said).facts == {"business": found["business"], "office": found["office"], "number": number}


@pytest.mark.parametrize(
    "said",
    [
        "查一下我的案子到哪一步了",
        "我要申请延期开庭",
        "标的三十五万诉讼费多少",
        "申请秦望舒法官回避",
        "民间借贷那个案子什么时候开庭",
        "承办法官的电话",
        "上诉期还有几天",
        "给法官留言",
        "讲个笑话",
        "",
    ],
)
def test_a_matter_of_the_courts_is_no_other_offices(said: str) -> None:
    assert office_named(said) is None
    assert sent_to(said).key == "other.out_of_scope"


def test_a_cue_stands_for_one_office() -> None:
    assert [cue for cue, times in Counter(CUES).items() if times > 1] == []
