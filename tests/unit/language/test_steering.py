"""Words that steer the talk, and the same words where they steer nothing."""

from __future__ import annotations

import pytest

from bot.language.steering import leading, steers, wants_person


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("再说一遍", "repeat"),
        ("麻烦您再说一遍可以吗", "repeat"),
        ("没听清，再说一次", "repeat"),
        ("你刚才说什么", "repeat"),
        ("啥？", "repeat"),
        ("重复一遍", "repeat"),
        ("谢谢", "thanks"),
        ("好的，谢谢您", "thanks"),
        ("辛苦了", "thanks"),
        ("再见", "goodbye"),
        ("没别的事了，谢谢", "goodbye"),
        ("好的就这样吧，挂了", "goodbye"),
        ("不用了，拜拜", "goodbye"),
        ("等一下", "wait"),
        ("嗯，稍等一下啊", "wait"),
        ("别挂", "wait"),
        ("我找一下", "wait"),
        ("让我想想", "wait"),
        ("我正在开车", "wait"),
        ("跳过", "skip"),
        ("没有", "skip"),
        ("不清楚", "skip"),
        ("都可以", "skip"),
        ("记不清了", "skip"),
        ("没特别要求", "skip"),
        ("下一题", "skip"),
        ("重发", "resend"),
        ("再发一遍验证码", "resend"),
        ("我没收到短信", "resend"),
        ("收不到验证码", "resend"),
        ("验证码过期了", "resend"),
    ],
)
def test_a_whole_utterance_steers(said: str, how: str) -> None:
    assert steers(said) == how


@pytest.mark.parametrize(
    "said",
    [
        "",
        "👍",
        "林知远",
        "再说一遍理由是出差",
        "谢谢你们还记得我的案子",
        "再见一面法官",
        "等一下还要去另一个法院开庭",
        "没有收到传票",
        "没有合适的时间",
        "跳过这个问题会怎么样",
        "我在隧道里出了车祸所以来不了",
        "重新立案",
        "验证码是什么",
        "什么样的理由可以",
        "随便改期会有什么后果",
        "取消",  # a stop is a short answer
        "对",
    ],
)
def test_the_same_words_in_a_longer_sentence_steer_nothing(said: str) -> None:
    assert steers(said) is None


@pytest.mark.parametrize(
    ("said", "how", "rest"),
    [
        ("等一下，案号说错了", "wait", "案号说错了"),
        ("等等，我要改理由", "wait", "我要改理由"),
        ("嗯，稍等，诉讼费是多少", "wait", "诉讼费是多少"),
        ("慢着，不是这个案子", "wait", "不是这个案子"),
        ("等一下我找找通知书哦倒数第二份", "wait", "倒数第二份"),
        ("稍等，我问问同事，是特别授权", "wait", "是特别授权"),
        ("等一下，我问同事要电话", "wait", "我问同事要电话"),
        ("算了，查一下开庭时间", "cancel", "查一下开庭时间"),
        ("取消，换民间借贷那个", "cancel", "换民间借贷那个"),
    ],
)
def test_a_word_that_steers_may_only_lead_to_what_is_said(said: str, how: str, rest: str) -> None:
    assert leading(said) == (how, rest)


@pytest.mark.parametrize(
    "said", ["等一下", "等等。", "取消", "算了吧", "算了", "案号说错了", "我等一下再打来", "", "请取消开庭"]
)
def test_nothing_is_led_where_nothing_follows_or_nothing_leads(said: str) -> None:
    assert leading(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "转人工",
        "帮我转人工客服",
        "找个真人跟我说，财产被查封错了",
        "我要找你们负责人",
        "换个懂的人来",
        "能不能跟真人说话",
        "我不想跟机器人说",
        "请接工作人员",
        "人工",
        "人工在吗",
        "叫你们领导来接电话",
        "我想和工作人员沟通一下延期的事",
    ],
)
def test_a_person_is_wished_for(said: str) -> None:
    assert wants_person(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "人工费怎么算",
        "转了三次人工都没人接",
        "不用转人工",
        "上次找人工问过",
        "昨天找工作人员说过一次",
        "人工智能侵权的案子",
        "对方请了三个人",
        "法官换人了",
        "找证人要多久",
        "林知远",
    ],
)
def test_what_is_told_of_a_person_is_no_wish_for_one(said: str) -> None:
    assert not wants_person(said)
