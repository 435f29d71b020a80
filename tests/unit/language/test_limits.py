"""What is declined by name, what is asked of the line itself, and neighbours that are neither."""

from __future__ import annotations

import pytest

from bot.language.limits import about_line, declined


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("这个案子胜诉的把握大吗", "prediction"),
        ("我能打赢吗", "prediction"),
        ("您觉得会怎么判", "prediction"),
        ("有几成把握", "prediction"),
        ("法官会支持我们的请求吗", "prediction"),
        ("会判多少", "prediction"),
        ("告得赢吗", "prediction"),
        ("秦法官这个人怎么样", "judge_opinion"),
        ("承办法官好说话吗", "judge_opinion"),
        ("哪个法官比较好说话", "judge_opinion"),
        ("书记员靠谱吗", "judge_opinion"),
        ("能不能跟法官打个招呼", "influence"),
        ("想托个关系", "influence"),
        ("请法官吃个饭行不行", "influence"),
        ("让法官快点判", "influence"),
        ("给送点礼可以吗", "influence"),
        ("有没有内部渠道", "influence"),
        ("对方的身份证号是多少", "others_data"),
        ("被告的银行卡号告诉我", "others_data"),
        ("查一下别人的案子", "others_data"),
        ("法官的私人电话", "others_data"),
        ("对方律师的手机号给我", "others_data"),
    ],
)
def test_what_is_not_said_or_done_has_its_name(said: str, kind: str) -> None:
    assert declined(said) == kind


@pytest.mark.parametrize(
    "said",
    [
        "",
        "案件进展怎么样了",
        "查一下我的案子",
        "承办法官的办公电话是多少",
        "我要申请审判员回避",
        "他和对方代理人一起吃饭，我申请回避",
        "什么时候判下来",
        "胜诉以后诉讼费谁承担",
        "对方提出管辖权异议怎么办",
        "给法官留言",
        "我要投诉法官迟到",
        "我的手机号换了",
        "标的三十五万诉讼费多少",
        "查一下开庭时间",
    ],
)
def test_what_the_line_is_for_is_not_declined(said: str) -> None:
    assert declined(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "你是谁",
        "你是真人吗",
        "你是机器人还是人",
        "您贵姓",
        "你叫什么名字",
        "我在跟机器说话吗",
        "会录音吗",
        "这个电话录音吗",
        "这里是法院吗",
        "谁啊",
        "你是什么人",
    ],
)
def test_the_line_itself_is_asked_about(said: str) -> None:
    assert about_line(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "我叫林知远",
        "我是原告代理人",
        "法官是谁",
        "书记员叫什么名字",
        "我要提交一份录音证据",
        "录音能当证据吗",
        "对方是公司",
        "谁交诉讼费",
        "你帮我查一下案子",
        "转人工",
    ],
)
def test_what_asks_about_something_else(said: str) -> None:
    assert not about_line(said)
