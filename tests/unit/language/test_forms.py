"""Whether a sentence asks, wishes, or says anything in words."""

from __future__ import annotations

import pytest

from bot.language.forms import asks, has_words, wishes


@pytest.mark.parametrize(
    "said",
    [
        "什么样的理由可以",
        "要多久",
        "怎么交费",
        "这样行吗",
        "能不能改期",
        "有没有模板",
        "是否需要盖章",
        "哪些材料",
        "要几天",
        "谁来签字",
        "为什么要证号",
        "多少钱",
        "可以线上吗？",
        "必须本人到场么",
        "执业证号？",
        "那案号呢",
        "阅卷要预约不",
        "你们看得到伐",
        "要写多细",
        "一页几毛",
        "预约好多钱",
    ],
)
def test_a_question_has_its_form(said: str) -> None:
    assert asks(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "林知远",
        "那天我在上海另有庭",
        "那几天我要住院",
        "前几天收到传票",
        "对",
        "不对",
        "三十五万",
        "第二个",
        "帮我查一下开庭时间",
        "我要申请阅卷",
        "他和对方代理人一起喝茶",
        "我要的不多",
        "能来的不是他",
        "他被人讨伐",
        "没多远",
    ],
)
def test_a_statement_does_not_ask(said: str) -> None:
    assert not asks(said)


@pytest.mark.parametrize(
    "said",
    [
        "帮我查一下开庭时间",
        "我要投诉",
        "我想申请延期",
        "麻烦帮我看一下诉讼费",
        "顺便问一下电话",
        "请给我算一下",
        "再查一个案子",
        "算一下三十万的受理费",
        "我还要交诉讼费",
        "查查进度",
    ],
)
def test_a_wish_has_its_form(said: str) -> None:
    assert wishes(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "林知远",
        "那天我在上海另有庭",
        "我要住院",
        "对方没有到庭",
        "五分",
        "第二个",
        "开庭通知收到了",
        "法官十点才到",
        "（2026）京0105民初10086号",
    ],
)
def test_what_is_told_is_no_wish(said: str) -> None:
    assert not wishes(said)


@pytest.mark.parametrize("said", ["对", "5", "ok", "👍好", "林知远", "（三）", "[微笑]谢谢", "3。"])
def test_words_and_figures_are_words(said: str) -> None:
    assert has_words(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "👍",
        "😂😂",
        "……",
        "？？",
        "[微笑]",
        "[OK]",
        "/:rose",
        "【收到不支持的消息类型，暂无法显示】",
        "。",
    ],
)
def test_pictures_and_points_are_none(said: str) -> None:
    assert not has_words(said)
