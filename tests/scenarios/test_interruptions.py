"""Whatever a caller puts in between at any question of any form, the form goes on with what was answered.

Generated: every matter that the line takes, at each of its required fields and at the read-back, on a written
and on the spoken channel. An interruption is never a value, and 取消 ends it with nothing registered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.service.feed import import_feed
from actions.service.requests.matters import all_matters
from actions.store.matters import Request, Ticket
from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS, Caller
from tests.scenarios.script import verify

CHANNELS = ("web", "voice")


@dataclass(frozen=True)
class Question:
    """What is answered, `value` what is registered then, and what of the question is heard again."""

    field: str
    answer: str
    value: str
    written: str
    spoken: str

    def heard_on(self, caller: Caller) -> bool:
        return (self.spoken if caller.channel == "voice" else self.written) in caller.last


CASE = Question("case_number", "买卖合同那个", "（2026）京0105民初10086号", "哪一个案件", "哪一个案件")
FORMS: dict[str, tuple[str, tuple[Question, ...]]] = {
    "request.hearing_postponement": (
        "我要申请延期开庭",
        (
            CASE,
            Question("hearing", "第一场", "h-10086", "哪一场庭审", "哪一场庭审"),
            Question(
                "reason",
                "那几天我要住院做手术",
                "那几天我要住院做手术",
                "请说明申请延期的理由",
                "为什么要延期",
            ),
        ),
    ),
    "request.file_review": (
        "我要申请阅卷",
        (CASE, Question("way", "线上阅卷", "online", "复制案卷", "复制案卷")),
    ),
    "request.payment": ("我要交诉讼费", (CASE, Question("fee", "保全费", "f-2", "哪一项", "哪一项"))),
    "request.delivery_receipt": (
        "我要签收电子送达",
        (CASE, Question("delivery", "举证通知书", "d-10086-2", "哪一份", "哪一份")),
    ),
    "request.message_judge": (
        "我要给法官留言",
        (
            CASE,
            Question("message", "证人下周才能回国", "证人下周才能回国", "请说留言内容", "请说留言内容"),
        ),
    ),
    "request.recusal": (
        "我要申请回避",
        (
            CASE,
            Question("person", "秦小月", "秦小月", "谁回避", "谁回避"),
            Question("office", "书记员", "clerk", "职务是", "什么职务"),
            Question("ground", "近亲属", "party_or_relative", "事由是哪一种", "事由是什么"),
            Question(
                "facts",
                "她是被告公司经理的妹妹",
                "她是被告公司经理的妹妹",
                "请说明具体事实",
                "请说一下具体事实",
            ),
        ),
    ),
}
READ_BACK = Question("", "对", "", "对吗", "对吗")
NOT_ASKED = {
    "request.hearing_postponement": {"hearing_starts_at": "2026-12-02T09:30:00+08:00"},
    "request.file_review": {"scope": "正卷"},
    "request.recusal": {},
    "request.payment": {},
    "request.delivery_receipt": {},
    "request.message_judge": {},
}
"""Registered beside the answers: what follows from them, and defaults."""

INTERRUPTIONS = {
    "a_question_back": "这个是什么意思？",
    "another_wish": "先算一下五十万的诉讼费",
    "wait": "等一下",
    "nothing": "👍",
    "noise": "呜哩哇啦",
    "a_person": "转人工",
}
"""On the telephone nothing is silence."""


STAGES = [
    (channel, function, at)
    for channel in CHANNELS
    for function, (_, questions) in FORMS.items()
    for at in range(len(questions) + 1)
]


def test_every_required_field_of_every_matter_is_interrupted() -> None:
    asked = {
        matter.function: [field.name for field in matter.fields if field.required] for matter in all_matters()
    }
    assert asked == {
        function: [question.field for question in questions] for function, (_, questions) in FORMS.items()
    }


@pytest.mark.parametrize("interruption", INTERRUPTIONS)
@pytest.mark.parametrize("function", FORMS)
@pytest.mark.parametrize("channel", CHANNELS)
def test_the_form_goes_on(house: RunningHouse, channel: str, function: str, interruption: str) -> None:
    """At every question of the form and at the read-back; what went wrong is told for all of them."""
    wish, questions = FORMS[function]
    caller, wrong = begun(house, channel, wish), []
    for question in (*questions, READ_BACK):
        if not question.heard_on(caller):
            wrong.append(f"{question.field or 'read-back'} is not asked: {caller.last}")
        interrupt(caller, interruption)
        if interruption == "wait" and "不着急" in caller.last:
            pass  # the question stands: who asked for patience is not asked again at once
        elif not question.heard_on(caller):
            wrong.append(f"{question.field or 'read-back'} is not asked again: {caller.last}")
        if interruption == "another_wish" and "8,800 元" not in caller.last:
            wrong.append(f"{question.field or 'read-back'}: the other wish is not served: {caller.last}")
        if registered(house):
            wrong.append(f"{question.field or 'read-back'}: registered without a yes")
        caller.say(question.answer)
    assert not wrong, "\n".join([*wrong, "——", *caller.talk])
    (request,) = registered(house)
    values = {question.field: question.value for question in questions if question is not CASE}
    kept = {name: value for name, value in request.fields.items() if not name.endswith("_words")}
    assert request.function == function and request.case_number == CASE.value
    assert kept == values | NOT_ASKED[function]
    answers = {question.answer for question in questions}
    own_words = {value for name, value in request.fields.items() if name.endswith("_words")}
    assert own_words <= answers, own_words
    assert INTERRUPTIONS[interruption] not in json.dumps(request.fields, ensure_ascii=False)
    with house.db.read() as session:
        waiting = session.scalars(select(Ticket.kind)).all()
    assert bool(waiting) is (interruption == "a_person"), waiting


@pytest.mark.parametrize(("channel", "function", "at"), STAGES)
def test_cancelled_nothing_is_registered(house: RunningHouse, channel: str, function: str, at: int) -> None:
    wish, questions = FORMS[function]
    caller = begun(house, channel, wish)
    for question in questions[:at]:
        caller.say(question.answer)
    assert (*questions, READ_BACK)[at].heard_on(caller), caller.talk
    caller.say("取消")
    assert "没有提交" in caller.last, caller.talk
    caller.say("对")
    assert not registered(house), caller.talk
    with house.db.read() as session:
        assert session.scalars(select(Ticket)).first() is None


def begun(house: RunningHouse, channel: str, wish: str) -> Caller:
    """Verified, with the wish said; the case has two hearings, two fees due and two papers unsigned, so that
    it is asked which."""
    later = house.clock() + timedelta(days=23)
    hearing = {
        "type": "hearing",
        "id": "h-10086-2",
        "case_number": CASE.value,
        "starts_at": later.isoformat(),
        "ends_at": (later + timedelta(hours=2)).isoformat(),
        "place": "第三法庭",
        "online": False,
        "kind": "庭审",
    }
    fee = {
        "type": "fee",
        "id": "f-10086-2",
        "case_number": CASE.value,
        "kind": "案件受理费",
        "amount_yuan": "120.00",
    }
    paper = {
        "type": "delivery",
        "id": "d-10086-3",
        "case_number": CASE.value,
        "licence_no": "11101201510123456",
        "title": "应诉通知书",
        "served_at": house.clock().isoformat(),
    }
    lines = [json.dumps(each, ensure_ascii=False).encode() for each in (hearing, fee, paper)]
    assert not import_feed(house.db, lines, clock=house.clock).refused
    caller = CALLERS[channel](house)
    caller.say(wish)
    verify(caller, "林知远")
    return caller


def interrupt(caller: Caller, interruption: str) -> None:
    if interruption == "nothing" and caller.channel == "voice":
        caller.silence()
    else:
        caller.say(INTERRUPTIONS[interruption])


def registered(house: RunningHouse) -> list[Request]:
    with house.db.read() as session:
        return list(session.scalars(select(Request)))
