"""What a sentence tells besides what it wishes for."""

from __future__ import annotations

import pytest

from bot.language.statements import content, facts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("申请审判员回避，他会见了对方代理人", "他会见了对方代理人"),
        ("他会见了对方代理人，我要申请回避", "他会见了对方代理人"),
        ("您好，我要申请书记员回避，她是被告的表姐", "她是被告的表姐"),
        ("上周三在茶楼和对方代理人一起喝茶", "上周三在茶楼和对方代理人一起喝茶"),
        ("我要申请延期开庭，那天我在上海另有庭", "那天我在上海另有庭"),
        ("我是原告代理人林知远，对方的车是他的", "对方的车是他的"),
        ("他收了被告的烟，还一起去了饭店", "他收了被告的烟，还一起去了饭店"),
        ("他以前代理过被告，怎么办理", "他以前代理过被告"),
    ],
)
def test_facts_are_the_clauses_that_tell_something(said: str, told: str) -> None:
    assert facts(said) == told


@pytest.mark.parametrize(
    "said",
    [
        "",
        "我要申请回避",
        "申请审判员回避",
        "您好",
        "申请回避要什么材料？",
        "怎么申请回避",
        "我是代理人林知远",
        "执业证号11101201510123456",
        "帮我办理一下",
        "对",
        "👍",
    ],
)
def test_a_wish_a_question_and_an_introduction_are_no_facts(said: str) -> None:
    assert facts(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "我要投诉，开庭时间是九点，法官十点才到",
        "我要反映一下，立案窗口让我跑了三趟",
        "建议你们把网上立案的入口做得明显一点",
        "开庭推迟了一个小时，没有人解释",
        "投诉书记员，打了二十个电话一个都没接",
        "保全裁定下来一个月还没有执行",
        "  传票寄错了地址  ",
        "法官十点才到，这样合理吗",
    ],
)
def test_content_is_the_whole_of_a_text_that_tells_something(said: str) -> None:
    assert content(said) == said.strip()


@pytest.mark.parametrize(
    "said",
    [
        "",
        "我要投诉",
        "我要投诉承办法官",
        "我想提个建议",
        "我要反映一个情况",
        "投诉朝阳区人民法院",
        "您好，我要投诉",
        "怎么投诉法官",
        "投诉要多久有结果？",
        "麻烦登记一下",
    ],
)
def test_that_there_is_a_complaint_is_no_content(said: str) -> None:
    assert content(said) is None
