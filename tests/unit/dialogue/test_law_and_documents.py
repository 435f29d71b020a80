"""Articles, materials and templates in a talk: what is lacking is asked, the rest is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.dialogue.agenda import Agenda, Reply
from actions.dialogue.conduct import take
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.outcome import Job
from actions.dialogue.performers.registry import service
from actions.dialogue.settle import VERIFY, settle
from actions.service.channels import CHANNELS
from actions.service.turn_effects import Effects
from actions.service.wording import say
from actions.store.conversations import Conversation, Outgoing
from actions.store.database import Database
from actions.store.documents import PreparedDocument
from bot.language.fold import fold
from tests.unit.requests import house
from tests.unit.requests.house import at, furnish

ADDRESSES = {"web": None, "voice": "+8613911112222", "sms": "+8613911112222", "wechat": "oOpenid"}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        furnish(session)
        yield session


class Talk:
    """One conversation; what the classifier would think of a sentence is said with it."""

    def __init__(self, session: Session, channel: str, *, verified: bool = False) -> None:
        self.session, self.channel = session, channel
        self.id = house.conversation(session, channel, address=ADDRESSES[channel], verified=verified)
        if verified:
            session.get_one(Conversation, self.id).licence_no = house.LICENCE
        self.agenda = Agenda()

    def say(self, text: str, function: str = "other.out_of_scope", confidence: float = 0.95) -> str:
        """All that is answered, in the words of the channel."""
        turn = f"t-{self.channel}"
        modality = CHANNELS[self.channel].modality
        heard = Heard(turn, self.id, self.channel, modality, fold(text), text, function, confidence,
                      ((function, confidence),))  # fmt: skip
        work = replace(at(self.session), site="https://hotline.example.cn")
        desk = Desk.for_turn(work, turn)
        said = list(take(self.agenda, heard, desk))
        for _ in range(3):
            ready, more = settle(self.agenda, heard, desk)
            said += more
            if not ready or self.agenda.top is None:
                break
            said += self._perform(desk, heard)
        if self.agenda.top is not None and self.agenda.prompt:
            said.append(Reply(**{**self.agenda.prompt, "options": ()}))
        return "\n".join(say(reply.key, reply.facts, modality) for reply in said)

    def _perform(self, desk: Desk, heard: Heard) -> tuple[Reply, ...]:
        task = self.agenda.top
        assert task is not None
        outcome = service(task.function).perform(Job(desk, self.agenda, task, heard, Effects(heard.turn_id)))
        if not outcome.stays:
            self.agenda.pop()
        self.agenda.told = outcome.told if outcome.told is not None else self.agenda.told
        return outcome.replies


def hears(answer: str, *parts: str) -> None:
    assert all(part in answer for part in parts), answer


@pytest.mark.parametrize("channel", sorted(CHANNELS.keys() - {"platform"}))
def test_an_article_its_neighbour_and_another(session: Session, channel: str) -> None:
    talk = Talk(session, channel)
    hears(talk.say("民事诉讼法第八十五条", "consult.law"), "第八十五条", "期间")
    hears(talk.say("下一条"), "第八十六条", "十日")
    hears(talk.say("那第148条呢"), "第一百四十八条", "撤诉")


def test_a_long_article_is_told_in_parts_that_can_be_listened_to(session: Session) -> None:
    talk = Talk(session, "voice")
    hears(talk.say("民诉法第二百一十一条"), "十三种事由", "详细")
    told = talk.say("详细")
    hears(told, "新证据", "继续")
    assert "枉法" not in told
    hears(talk.say("继续"), "枉法")


def test_a_number_alone_is_asked_for_its_law(session: Session) -> None:
    talk = Talk(session, "web")
    hears(talk.say("第五十五条是怎么规定的", "consult.law"), "哪一部法律")
    hears(talk.say("行政诉讼法"), "行政诉讼法", "第五十五条", "回避")


@pytest.mark.parametrize("channel", ["web", "voice"])
def test_nothing_said_is_asked_and_a_topic_will_do(session: Session, channel: str) -> None:
    talk = Talk(session, channel)
    hears(talk.say("帮我查一下法律条文", "consult.law"), "哪部法律")
    hears(talk.say("保全错误要不要赔偿", "consult.procedure"), "第一百零八条")


def test_what_does_not_hold_is_said_to(session: Session) -> None:
    talk = Talk(session, "web")
    hears(talk.say("民事诉讼法第五百条"), "没有第五百条", "306", "民诉法解释第五百条")
    hears(talk.say("合同法第五十二条"), "失效", "民法典")
    hears(talk.say("2012年的民诉法第一百条"), "2012年版第一百条", "第一百零三条")
    hears(talk.say("民法典第五百七十七条"), "没有收录")


@pytest.mark.parametrize("channel", sorted(CHANNELS.keys() - {"platform"}))
def test_materials_are_told_at_once_and_whole(session: Session, channel: str) -> None:
    answer = Talk(session, channel).say("申请司法确认要什么材料", "consult.materials")
    hears(answer, "调解协议", "调解组织主持调解的证明", "财产权利证明", "身份", "受理法院")


@pytest.mark.parametrize("channel", ["web", "voice"])
def test_which_of_several_is_asked_once(session: Session, channel: str) -> None:
    talk = Talk(session, channel)
    hears(talk.say("立案需要准备哪些材料", "consult.materials"), "哪一种", "申请执行立案")
    hears(talk.say("行政的"), "行政一审立案", "有利害关系")


def test_a_matter_that_is_not_named_is_asked(session: Session) -> None:
    talk = Talk(session, "sms")
    hears(talk.say("要带什么材料", "consult.materials"), "哪一件事")
    hears(talk.say("申请执行"), "申请执行书")


def test_a_level_of_court_adds_to_the_list(session: Session) -> None:
    hears(Talk(session, "web").say("在中院民事立案要什么材料", "consult.materials"), "级别管辖的说明")


@pytest.mark.parametrize("channel", ["web", "wechat", "sms"])
def test_a_blank_template_is_a_link(session: Session, channel: str) -> None:
    hears(Talk(session, channel).say("上诉状模板", "consult.template"), "/templates/appeal.docx")


def test_by_telephone_the_link_comes_by_sms(session: Session) -> None:
    answer = Talk(session, "voice").say("民间借贷起诉状模板", "consult.template")
    hears(answer, "短信")
    assert "http" not in answer
    sent = session.scalars(select(Outgoing)).one()
    assert (sent.channel, sent.address) == ("sms", ADDRESSES["voice"])
    assert "/templates/complaint_loan.docx" in sent.text


@pytest.mark.parametrize("channel", ["web", "voice"])
def test_a_filled_one_waits_for_the_verification(session: Session, channel: str) -> None:
    talk = Talk(session, channel)
    talk.say("延期开庭申请书模板", "consult.template")
    hears(talk.say("帮我填好"), "核验")
    assert [task.function for task in talk.agenda.tasks] == ["consult.template", VERIFY]
    assert session.scalars(select(PreparedDocument)).first() is None


@pytest.mark.parametrize("channel", ["web", "voice"])
def test_for_whoever_is_verified_it_is_kept_and_sent_to_the_registered_number(
    session: Session, channel: str
) -> None:
    talk = Talk(session, channel, verified=True)
    hears(talk.say("帮我填好延期开庭申请书", "consult.template"), "填好", "二十四小时", "不是提交申请")
    kept: Any = session.scalars(select(PreparedDocument)).one()
    assert (kept.template, kept.licence_no) == ("postponement", house.LICENCE)
    sent = [row.text for row in session.scalars(select(Outgoing)) if row.channel == "sms"]
    assert any(f"/lawyer/documents/{kept.id}" in text for text in sent)
