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
from actions.service.requests.matters import all_matters, matter
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
    "request.evidence_extension": (
        "我要申请延长举证期限",
        (
            CASE,
            Question("period_end", "2026年12月10日", "2026-12-10", "举证期限到哪一天", "举证期限到哪一天"),
            Question("extension", "延长到2026年12月20日", "2026年12月20日", "延长多少天", "延长多少天"),
            Question("reason", "证人在国外赶不回来", "证人在国外赶不回来", "客观原因", "为什么期限内"),
        ),
    ),
    "request.withdrawal": (
        "我要申请撤诉",
        (
            CASE,
            Question("reason", "双方已经和解了", "双方已经和解了", "撤回的理由", "撤回的理由"),
        ),
    ),
    "request.refund": (
        "我要申请退费",
        (
            CASE,
            Question("ground", "驳回起诉", "dismissed", "因为什么退费", "因为什么退费"),
        ),
    ),
    "request.fee_relief": (
        "我要申请减免诉讼费",
        (
            CASE,
            Question("relief", "缓交", "defer", "还是免交", "还是免交"),
            Question(
                "ground",
                "遭了水灾，仓库全淹了，周转不开",
                "遭了水灾，仓库全淹了，周转不开",
                "交费确有困难",
                "交费有困难",
            ),
        ),
    ),
    "request.mediation": (
        "我要申请调解",
        (
            CASE,
            Question("plan", "我方愿意分三期付清", "我方愿意分三期付清", "调解的想法", "调解的想法"),
        ),
    ),
    "request.online_hearing": (
        "我要申请在线庭审",
        (
            CASE,
            Question("hearing", "第一场", "h-10086", "哪一场庭审", "哪一场庭审"),
            Question("reason", "我人在外地赶不回来", "我人在外地赶不回来", "请说明理由", "说一下理由"),
        ),
    ),
    "request.schedule_avoidance": (
        "我要申请排期避让",
        (
            CASE,
            Question("hearing", "第一场", "h-10086", "希望调整的是哪一场", "希望调整的是哪一场"),
            Question("other_hearing", "第一个", "h-20457", "和哪一场冲突", "和哪一场冲突"),
        ),
    ),
    "request.appraisal": (
        "我要申请鉴定",
        (
            CASE,
            Question("subject", "家具甲醛含量是否超标", "家具甲醛含量是否超标", "要鉴定什么", "要鉴定什么"),
            Question("fact", "货物不合格", "货物不合格", "什么事实", "什么事实"),
        ),
    ),
    "request.evidence_investigation": (
        "我要申请法院调查取证",
        (
            CASE,
            Question(
                "holder",
                "北京市朝阳区市场监督管理局",
                "北京市朝阳区市场监督管理局",
                "单位或者个人调取",
                "单位或者个人调取",
            ),
            Question("evidence", "抽检报告", "抽检报告", "要调取什么证据", "要调取什么证据"),
            Question("fact", "货物不合格", "货物不合格", "证明什么事实", "证明什么事实"),
            Question("ground", "由国家有关部门保存，律师无权查阅", "state_held", "自己取不到", "自己取不到"),
        ),
    ),
    "request.representation_check": (
        "我要核实代理关系",
        (
            Question(
                "number",
                "（2026）京0105民初10086号",
                "（2026）京0105民初10086号",
                "核实哪一个案件",
                "核实哪一个案件",
            ),
            Question("client", "北京云杉家具有限公司", "北京云杉家具有限公司", "委托人是谁", "委托人是谁"),
            Question("position", "原告", "plaintiff", "地位", "其他地位"),
            Question("authority", "特别授权", "special", "只写了全权代理", "只写了全权代理"),
        ),
    ),
    "request.preservation": (
        "我要申请保全",
        (
            Question("sort", "诉讼中保全", "in_suit", "诉讼中保全", "诉讼中保全"),
            CASE,
            Question("amount", "二十万元", "200000", "请求保全多少", "请求保全多少"),
            Question(
                "property", "招商银行建国路支行的账户", "招商银行建国路支行的账户", "具体线索", "具体线索"
            ),
        ),
    ),
    "request.judicial_confirmation": (
        "我要申请司法确认",
        (
            Question(
                "court", "北京市朝阳区人民法院", "北京市朝阳区人民法院", "向哪个法院申请", "向哪个法院申请"
            ),
            Question(
                "organisation", "朝阳区人民调解委员会", "朝阳区人民调解委员会", "调解组织主持", "调解组织主持"
            ),
            Question("signed_on", "2026年11月10日", "2026-11-10", "哪一天签", "哪一天签"),
            Question("parties", "宋朗月和齐万里", "宋朗月和齐万里", "双方当事人是谁", "双方当事人是谁"),
            Question(
                "content", "齐万里分三期还清欠款", "齐万里分三期还清欠款", "主要内容是什么", "主要内容是什么"
            ),
            Question("both", "双方共同申请", "yes", "一方申请", "一方申请"),
        ),
    ),
    "request.filing": (
        "我要申请立案",
        (
            Question("sort", "民事一审", "civil", "刑事自诉", "刑事自诉"),
            Question("court", "北京市朝阳区人民法院", "北京市朝阳区人民法院", "哪个法院立案", "哪个法院立案"),
            Question("cause", "民间借贷纠纷", "民间借贷纠纷", "案由是什么", "案由是什么"),
            Question("plaintiff", "宋朗月", "宋朗月", "原告是谁", "原告是谁"),
            Question("defendant", "齐万里", "齐万里", "被告是谁", "被告是谁"),
            Question("claims", "归还借款本金", "归还借款本金", "诉讼请求是什么", "诉讼请求是什么"),
        ),
    ),
}
READ_BACK = Question("", "对", "", "对吗", "对吗")
NOT_ASKED = {
    "request.hearing_postponement": {"hearing_starts_at": "2026-12-02T09:30:00+08:00"},
    "request.file_review": {"scope": "正卷"},
    "request.recusal": {},
    "request.evidence_extension": {},
    "request.withdrawal": {"withdrawn": "suit", "part": "all"},
    "request.refund": {},
    "request.fee_relief": {"applicant": "organisation"},
    "request.mediation": {},
    "request.online_hearing": {"mode": "online", "hearing_starts_at": "2026-12-02T09:30:00+08:00"},
    "request.schedule_avoidance": {"hearing_starts_at": "2026-12-02T09:30:00+08:00"},
    "request.appraisal": {"sort": "first"},
    "request.evidence_investigation": {},
    "request.representation_check": {},
    "request.preservation": {},
    "request.judicial_confirmation": {"case_kind": "民"},
    "request.filing": {"case_kind": "民"},
    "request.payment": {},
    "request.delivery_receipt": {},
    "request.message_judge": {},
}
"""Registered beside the answers: what follows from them, and defaults."""
SAID_IN_THE_WISH = {"request.online_hearing": {"mode"}}
BY_RECORD = ("by_instance", "party_kind", "only_choice")
"""Fields that are never asked of this case."""

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
    assert {matter.function for matter in all_matters()} == set(FORMS)
    for function, (_, questions) in FORMS.items():
        values = {question.field: question.value for question in questions}
        wanted = [
            field.name
            for field in matter(function).chosen(values).fields
            if field.required
            and field.filled_from not in BY_RECORD
            and field.name not in SAID_IN_THE_WISH.get(function, ())
        ]
        assert [question.field for question in questions] == wanted, function


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
    numbers = [question.value for question in questions if question.value == CASE.value]
    assert request.function == function and request.case_number == next(iter(numbers), None)
    assert kept == values | NOT_ASKED[function]
    answers = {wish, *(question.answer for question in questions)}
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
