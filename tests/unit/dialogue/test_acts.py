"""What a sentence is in its place: the place, the sentence and what the classifier thought of it → the act.

The classifier is often wrong here on purpose: what stands before it in `acts` must not depend on it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from actions.dialogue.act import (
    Act,
    Amends,
    Answers,
    Asks,
    Confirms,
    Corrects,
    Declined,
    Follows,
    Guessed,
    Guides,
    Happened,
    Keeps,
    Misread,
    Narrows,
    Noise,
    Outside,
    Pieces,
    Points,
    Refuses,
    Silent,
    Steers,
    Wishes,
)
from actions.dialogue.acts import acts
from actions.dialogue.agenda import Reply
from actions.dialogue.heard import Heard
from api.commands.evaluation.in_place import FourCases, agenda_of
from bot.language.fold import fold

SALE, LOAN = "（2026）京0105民初10086号", "（2026）沪0115民初20457号"
ENFORCED = "（2026）京0105执3307号"
UNKNOWN = "（2026）京0105民初999号"
LICENCE, OTHER_LICENCE = "11101201510123456", "11101201510123457"
OUTSIDE = "other.out_of_scope"
POSTPONE = "request.hearing_postponement"


def said(text: str, function: str = OUTSIDE, confidence: float = 0.3, **more: Any) -> Heard:
    """A written message. What is not said of the classifier: it does not know."""
    written = Heard(
        turn_id="turn",
        conversation_id="talk",
        channel="web",
        modality="rich",
        text=fold(text),
        words=text,
        function=function,
        confidence=confidence,
        ranking=((function, confidence),),
    )
    return replace(written, **more)


def holding(text: str, function: str = OUTSIDE, confidence: float = 0.3, **found: str | int) -> Heard:
    """A message in which the reader found these values."""
    return said(text, function, confidence, entities={name: (value,) for name, value in found.items()})


def by_ear(text: str, function: str, confidence: float, clarity: float) -> Heard:
    return said(text, function, confidence, channel="voice", modality="spoken", clarity=clarity)


def key(pressed: str, **found: int) -> Heard:
    return said(pressed, keys=True, entities={name: (value,) for name, value in found.items()})


def without_words(event: str) -> Heard:
    return said("", "", 0.0, event=event)


ROWS: list[tuple[str, Heard, Act]] = [
    # a name is a name, whatever the classifier thinks
    ("verify_name", said("林知远"), Answers({"person": "林知远"})),
    ("verify_name", said("林知远", "query.case", 0.99), Answers({"person": "林知远"})),
    ("verify_name", said("高兴", "dialog.thanks", 0.99), Answers({"person": "高兴"})),
    ("verify_name", said("程序，前程的程", "consult.procedure", 0.99), Answers({"person": "程序"})),
    ("verify_name", said("我叫任重", "human.agent", 0.99), Answers({"person": "任重"})),
    ("verify_name", said("为什么要问姓名", "consult.procedure", 0.6), Asks()),
    ("recusal_person", said("秦望舒", "feedback.complain", 0.9), Answers({"person": "秦望舒"})),
    ("recusal_person", said("审判员秦望舒"), Answers({"person": "秦望舒", "office": "judge"})),
    # values of other kinds
    (
        "verify_licence",
        holding(LICENCE, "identity.verify", 0.9, licence_no=LICENCE),
        Answers({"licence_no": LICENCE}),
    ),
    (
        "verify_licence",
        holding(f"证号是{OTHER_LICENCE}", "identity.verify", 0.9, licence_problem="年份不对"),
        Misread((Reply("identity.licence_problem", {"reason": "年份不对"}),)),
    ),
    ("postpone_hearing", said("第二场"), Answers({"hearing": "h2"})),
    ("postpone_hearing", said("八号那场"), Answers({"hearing": "h2"})),
    ("review_way", said("线上"), Answers({"way": "online"})),
    (
        "review_date",
        holding("12月3号", "query.hearing", 0.6, date="2026-12-03"),
        Answers({"preferred_date": "2026-12-03"}),
    ),
    ("recusal_office", said("书记员"), Answers({"office": "clerk"})),
    (
        "fee_amount",
        holding("三十五万", "consult.fee", 0.6, amount_yuan="350000"),
        Answers({"amount_yuan": "350000"}),
    ),
    (
        "fee_amount",
        said("本金二十万，利息三万", "consult.fee", 0.6, entities={"amount_yuan": ("200000", "30000")}),
        Misread((Reply("fee.amounts_several", {"reason": ""}),)),
    ),
    (
        "fee_amount",
        said("标的三四十万", "consult.fee", 0.6, entities={"about_amount": ("三四十万",)}),
        Misread((Reply("amount.about", {"reason": "三四十万"}),)),
    ),
    ("rate_grade", holding("四分", "feedback.rate", 0.9, rating=4), Answers({"rating": 4})),
    # of two choices the one that takes the other back; a choice that is only asked about is none
    ("review_way", said("现场，不对，网上看"), Answers({"way": "online"})),
    ("preservation_sort", said("诉讼中，啊不，那就是诉前"), Answers({"sort": "before_suit"})),
    ("review_way", said("线上的能不能下载", "consult.procedure", 0.9), Asks()),
    # a choice made before is taken back while something else is asked
    ("relief_ground", said("不要缓交了，改免交"), Corrects("relief", "exempt")),
    ("withdrawal_reason", said("不是撤起诉，是撤上诉"), Corrects("withdrawn", "appeal")),
    # to another office, wherever it is said
    ("postpone_proof", said("暴雨证明找哪个部门开", "consult.procedure", 0.6), Outside()),
    ("callback_number", holding("13800010002", phone="13800010002"), Answers({"phone": "13800010002"})),
    # words that were asked for, though they sound like something else
    (
        "postpone_reason",
        said("那几天我要住院动手术", POSTPONE, 0.5),
        Answers({"reason": "那几天我要住院动手术"}),
    ),
    (
        "postpone_reason",
        said("对方申请了财产保全，我们要先答辩", "request.preservation", 0.97),
        Answers({"reason": "对方申请了财产保全，我们要先答辩"}),
    ),
    (
        "postpone_reason",
        said("当事人要先申请鉴定，结果还没有出来", "request.appraisal", 0.97),
        Answers({"reason": "当事人要先申请鉴定，结果还没有出来"}),
    ),
    (
        "recusal_facts",
        said("他上周和对方代理人一起喝茶", "request.recusal", 0.9),
        Answers({"facts": "他上周和对方代理人一起喝茶"}),
    ),
    (
        "complaint_text",
        said("转人工转了四十分钟没人接", "feedback.complain", 0.8),
        Answers({"text": "转人工转了四十分钟没人接"}),
    ),
    # a case
    ("case_which", said("第二个"), Answers({"case_number": LOAN})),
    ("case_which", key("2"), Answers({"case_number": LOAN})),
    ("case_for_fee", said("民间借贷那个"), Answers({"case_number": LOAN})),
    ("case_which", holding(SALE, "query.hearing", 0.9, case_number=SALE), Answers({"case_number": SALE})),
    ("case_which", said("买卖合同那个"), Narrows([SALE, ENFORCED])),
    ("case_which", said("朝阳法院那个"), Narrows([SALE, ENFORCED])),
    ("case_which", holding(UNKNOWN, case_number=UNKNOWN), Misread((Reply("case.not_found"),))),
    (
        "check_number",
        said("京0105民初一万零八十六号", "query.case", 0.9),
        Pieces({"court": "京0105", "type_code": "民初", "serial": 10086}, {}),
    ),
    ("check_number", said("京0105民初这样的案号在哪看", "consult.procedure", 0.9), Asks()),
    ("case_is_it", said("对", "dialog.affirm", 1.0), Answers({"case_number": LOAN})),
    ("case_is_it", said("不是", "dialog.deny", 1.0), Refuses()),
    # questions back, and about the line
    ("postpone_reason", said("什么样的理由可以", "consult.procedure", 0.8), Asks()),
    ("recusal_ground", said("有哪些事由可以申请", "consult.procedure", 0.8), Asks()),
    ("fee_amount", said("怎么算的", "consult.fee", 0.6), Asks()),
    ("open", said("你是谁"), Asks("line")),
    ("postpone_reason", said("你是谁"), Asks("line")),
    ("verify_name", said("你是真人吗"), Asks("line")),
    ("postpone_readback", said("你是机器人吗"), Asks("line")),
    # words that steer, whole
    ("open", said("转人工"), Steers("person")),
    ("fee_amount", said("转人工"), Steers("person")),
    ("code", said("转人工"), Steers("person")),
    ("postpone_reason", said("转人工"), Steers("person")),
    ("recusal_person", said("取消"), Steers("cancel")),
    ("review_readback", said("取消"), Steers("cancel")),
    ("code", said("取消"), Steers("cancel")),
    ("postpone_proof", said("再说一遍"), Steers("repeat")),
    ("verify_name", said("再说一遍"), Steers("repeat")),
    ("after_hearings", said("再说一遍"), Steers("repeat")),
    ("case_which", said("等一下"), Steers("wait")),
    ("verify_licence", said("等一下"), Steers("wait")),
    ("postpone_readback", said("等一下"), Steers("wait")),
    ("code", said("没收到短信"), Steers("resend")),
    ("postpone_proof", said("跳过"), Steers("skip")),
    ("recusal_known_since", said("不清楚"), Steers("skip")),
    ("open", said("再见"), Steers("goodbye")),
    ("after_fee", said("谢谢"), Steers("thanks")),
    ("open", said("不对", "dialog.deny", 1.0), Steers("nothing")),
    ("open", said("对", "dialog.affirm", 1.0), Steers("nothing")),
    # the read-back
    ("postpone_readback", said("对", "dialog.affirm", 1.0), Confirms()),
    ("complaint_readback", said("可以"), Confirms()),
    ("postpone_readback", key("1"), Confirms()),
    ("postpone_readback", said("嗯", "dialog.affirm", 0.6), Noise("sense")),
    ("callback_readback", said("不对", "dialog.deny", 1.0), Refuses()),
    ("postpone_readback", said("2"), Refuses()),
    ("postpone_readback", holding(SALE, "query.case", 0.9, case_number=SALE), Keeps()),
    (
        "postpone_readback",
        holding(f"不对，是{LOAN}", "dialog.correct", 0.9, case_number=LOAN),
        Corrects("case_number", LOAN),
    ),
    ("postpone_readback", said("理由不对", "dialog.deny", 0.9), Corrects("reason")),
    ("postpone_readback", said("不是一号，是八号", "dialog.correct", 0.9), Corrects("hearing", "h2")),
    ("recusal_readback", said("不对，是叶听雨", "dialog.correct", 0.8), Corrects("person", "叶听雨")),
    ("review_readback", said("改成线上", "dialog.correct", 0.9), Corrects("way", "online")),
    ("postpone_which_field", said("案号"), Corrects("case_number")),
    ("postpone_which_field", said("不改了", "dialog.deny", 1.0), Keeps()),
    (
        "code",
        holding(f"证号错了，是{OTHER_LICENCE}", "dialog.correct", 0.9, licence_no=OTHER_LICENCE),
        Corrects("licence_no", OTHER_LICENCE),
    ),
    # led by a word that steers
    ("postpone_readback", said("等一下，案号说错了", "dialog.correct", 0.6), Corrects("case_number")),
    # what was just told goes on
    ("after_hearings", said("第二个"), Points(1, "query.hearing")),
    ("after_hearings", said("第二个交费了没有", "query.fee", 0.95), Points(1, "query.fee")),
    (
        "after_fee",
        holding("那五十万呢", "consult.fee", 0.9, amount_yuan="500000"),
        Follows({"sums": [["claim", "500000"]]}),
    ),
    (
        "after_fee",
        holding("再加十万呢", "consult.fee", 0.6, amount_yuan="100000"),
        Follows({"sums": [["claim", "350000"], ["added", "100000"]]}),
    ),
    ("after_rated", holding("改成五分", "feedback.rate", 0.9, rating=5), Follows({"rating": 5})),
    (
        "after_low_rated",
        said("等了半小时没人接", "feedback.complain", 0.5),
        Follows({"remark": "等了半小时没人接"}),
    ),
    ("guesses", said("对", "dialog.affirm", 1.0), Guessed()),
    # what this line does not do
    ("open", said("我能打赢吗", OUTSIDE, 0.9), Declined("prediction")),
    ("open", said("秦法官这个人怎么样", OUTSIDE, 0.9), Declined("judge_opinion")),
    ("case_which", said("能不能给法官打个招呼", OUTSIDE, 0.9), Declined("influence")),
    ("open", said("社保怎么补缴", OUTSIDE, 0.97), Outside()),
    # a tool of the platform that is only explained
    ("open", said("证据网盘怎么用", "consult.materials", 0.5), Guides("evidence_drive")),
    ("postpone_reason", said("案件空间在哪里", "query.case", 0.5), Guides("case_space")),
    (
        "postpone_reason",
        said("证据网盘里的材料还没传完", "query.case", 0.1),
        Answers({"reason": "证据网盘里的材料还没传完"}),
    ),
    # a day that has been; neither of two
    ("recusal_known_since", holding("就是十九号", date="2026-12-19"), Answers({"known_since": "2026-11-19"})),
    ("recusal_known_since", holding("11月20日", date="2026-11-20"), Answers({"known_since": "2026-11-20"})),
    # something in what was just registered was wrong
    ("after_receipt", said("理由写错了，应该是我那天要住院", OUTSIDE, 0.2), Amends("reason", "我那天要住院")),
    ("after_receipt", said("案号说错了", OUTSIDE, 0.2), Amends("case_number")),
    ("after_review_receipt", said("日期写错了", OUTSIDE, 0.2), Amends("preferred_date")),
    # what follows a yes, waits, gives up, or only begins like one of these
    (
        "complaint_readback",
        said("对了还有，厕所的灯也坏了", "feedback.complain", 0.4),
        Corrects("text", "开庭时间是九点，法官十点才到，也没有解释；厕所的灯也坏了"),
    ),
    (
        "online_mode",
        said("线上开庭，腿不方便不能来", "request.online_hearing", 0.9),
        Answers({"mode": "online"}),
    ),
    ("postpone_readback", said("等一下，有人敲门", OUTSIDE, 0.2), Steers("wait")),
    # nothing to act on
    ("open", key("5"), Noise("key")),
    ("postpone_reason", key("5"), Noise("key")),
    ("rate_grade", key("5", rating=5), Answers({"rating": 5})),
    ("postpone_reason", key("9"), Steers("repeat")),
    ("open", said("👍"), Noise("words")),
    ("postpone_reason", said("👍"), Noise("words")),
    ("open", said("嗯"), Noise("words")),
    ("open", by_ear("查一下案子", "query.case", 0.99, 0.1), Noise("clear")),
    ("postpone_readback", by_ear("对", "dialog.affirm", 1.0, 0.2), Noise("clear")),
    ("postpone_readback", by_ear("对", "dialog.affirm", 1.0, 0.9), Confirms()),
    ("open", said("嘎嘎呜哩哇", OUTSIDE, 0.2), Noise("sense")),
    ("postpone_readback", said("/restart", OUTSIDE, 0.2), Noise("sense")),
    ("postpone_readback", said('/identity.verify{"licence_no":"1"}', OUTSIDE, 0.2), Noise("sense")),
    ("postpone_reason", without_words("silence"), Silent()),
    ("code", without_words("code_accepted"), Happened("code_accepted")),
]


def comparable(act: Act) -> Act:
    """Without the message that an act takes along, which the tests below look at."""
    return replace(act, heard=None) if isinstance(act, Steers) else act


@pytest.mark.parametrize(
    ("state", "heard", "act"),
    ROWS,
    ids=[f"{state}: {heard.words or heard.event}" for state, heard, _ in ROWS],
)
def test_a_sentence_is_this_in_its_place(state: str, heard: Heard, act: Act) -> None:
    assert tuple(map(comparable, acts(agenda_of(state), heard, FourCases()))) == (act,)


@pytest.mark.parametrize(
    ("state", "heard", "function", "fields"),
    [
        ("open", said("我要申请延期开庭", POSTPONE, 0.97), POSTPONE, {}),
        ("open", said("案子到哪一步了", "query.case", 0.97), "query.case", {}),
        ("open", holding(LOAN, case_number=LOAN), "query.case", {}),
        ("open_stranger", said("我要核验身份", "identity.verify", 0.97), "identity.verify", {}),
        ("guesses", said("第二个"), "query.hearing", {}),
        ("guesses", key("1"), POSTPONE, {}),
        ("after_receipt", holding("五分", "feedback.rate", 0.9, rating=5), "feedback.rate", {}),
        (
            "review_scope",
            holding("标的五十二万诉讼费多少", "consult.fee", 0.95, amount_yuan="520000"),
            "consult.fee",
            {},
        ),
        ("postpone_reason", said("查一下诉讼费交了没有", "query.fee", 0.97), "query.fee", {}),
        ("case_for_fee", said("换个功能，我要投诉", "feedback.complain", 0.97), "feedback.complain", {}),
    ],
)
def test_another_function_is_wished_for(
    state: str, heard: Heard, function: str, fields: dict[str, Any]
) -> None:
    (wish,) = acts(agenda_of(state), heard, FourCases())
    assert isinstance(wish, Wishes)
    assert (wish.function, wish.fields) == (function, fields)


@pytest.mark.parametrize("state", ["open", "case_which", "postpone_readback", "after_hearings", "fee_amount"])
def test_a_wish_for_a_person_takes_along_what_else_was_said(state: str) -> None:
    heard = said("找个真人跟我说，财产被查封错了", "request.preservation", 0.97)
    (act,) = acts(agenda_of(state), heard, FourCases())
    assert act == Steers("person", heard)


def test_a_word_that_leads_to_a_wish_is_not_part_of_it() -> None:
    (act,) = acts(agenda_of("review_scope"), said("取消，我要投诉", "feedback.complain", 0.95), FourCases())
    assert isinstance(act, Wishes)
    assert (act.function, act.heard.text, act.heard.words) == ("feedback.complain", "我要投诉", "我要投诉")


def test_a_yes_and_a_wish_behind_it_are_two_acts_in_their_order() -> None:
    heard = said("对，顺便查一下诉讼费交了没有", "query.fee", 0.95)
    first, second = acts(agenda_of("postpone_readback"), heard, FourCases())
    assert first == Confirms()
    assert isinstance(second, Wishes)
    assert second.function == "query.fee"


@pytest.mark.parametrize(
    ("state", "text", "answer", "asked"),
    [
        ("review_way", "线上。密码忘了怎么办", {"way": "online"}, "密码忘了怎么办"),
        ("preservation_security", "现金；能分两笔交吗？", {"security": "cash"}, "能分两笔交吗?"),
        ("case_which", "第二个。传票丢了怎么办", {"case_number": LOAN}, "传票丢了怎么办"),
    ],
)
def test_an_answer_and_a_question_behind_it_are_two_acts(
    state: str, text: str, answer: dict[str, Any], asked: str
) -> None:
    first, second = acts(agenda_of(state), said(text), FourCases())

    assert first == Answers(answer)
    assert isinstance(second, Asks)
    assert second.heard is not None
    assert second.heard.text == asked


@pytest.mark.parametrize("text", ["线上线下哪个快", "线上吗，算不算现场", "现场算不算"])
def test_a_question_about_the_answer_gives_none(text: str) -> None:
    found = acts(agenda_of("review_way"), said(text, "consult.procedure", 0.9), FourCases())

    assert found == (Asks(),)


def test_two_wishes_in_one_sentence_are_two_acts_in_their_order() -> None:
    whole = said("民间借贷那个，顺便查一下诉讼费", "query.fee", 0.9)
    heard = replace(
        whole,
        first_part=replace(whole, text="民间借贷那个", words="民间借贷那个", function="query.case"),
        also=replace(whole, text="查一下诉讼费", words="查一下诉讼费"),
    )
    first, second = acts(agenda_of("case_which"), heard, FourCases())
    assert first == Answers({"case_number": LOAN})
    assert isinstance(second, Wishes)
    assert (second.function, second.heard.text) == ("query.fee", "查一下诉讼费")


@pytest.mark.parametrize("state", ["open", "verify_name", "postpone_readback", "code", "after_hearings"])
def test_what_a_sentence_is_changes_nothing(state: str) -> None:
    agenda = agenda_of(state)
    for heard in (said("第二个"), said("取消"), said("对", "dialog.affirm", 1.0), said("林知远")):
        acts(agenda, heard, FourCases())
    assert agenda == agenda_of(state)


def test_every_act_stands_in_the_tables() -> None:
    assert {type(act) for _, _, act in ROWS} | {Wishes} == set(get_args(Act))


@pytest.mark.parametrize("text", ["等我问好当事人，就登记", "先登记，材料后补行吗", "先登记可以吗？"])
def test_who_waits_or_asks_at_the_read_back_has_not_agreed(text: str) -> None:
    assert Confirms() not in acts(agenda_of("filing_readback"), said(text), FourCases())


@pytest.mark.parametrize("text", ["会不会退回来？算了，先登记", "晓得了，对", "嗯，没问题了"])
def test_a_yes_in_other_words_is_a_yes(text: str) -> None:
    assert acts(agenda_of("filing_readback"), said(text), FourCases())[0] == Confirms()
