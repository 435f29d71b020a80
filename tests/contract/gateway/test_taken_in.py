"""What is answered 2xx is in the inbox; what is not in the inbox comes again."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from actions.errors import NotTaken
from actions.service.conversations import inbox
from api.gateway.messages import Inbound
from tests.contract.gateway import hooks
from tests.contract.gateway.conftest import Standing
from tests.running import until

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def full_disk(*_: object) -> None:
    raise OperationalError("INSERT", {}, Exception("database or disk is full"))


def polite_refusal(answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0
    assert CHINESE.search(answer.json()["detail"])


@pytest.mark.parametrize("door", hooks.DOORS)
def test_without_a_row_in_the_inbox_a_carrier_is_told_to_try_again(
    standing: Standing, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "accept", full_disk)
    polite_refusal(hooks.DOORS[door](standing.http, standing.house.settings), 503)
    assert standing.turns() == []
    monkeypatch.undo()
    assert hooks.DOORS[door](standing.http, standing.house.settings).status_code == 200
    assert len(standing.turns()) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_waiting_for_the_store_counts_inside_the_window(standing: Standing) -> None:
    """A lock that is held longer than the carrier waits: not taken, or taken and answered by another way."""
    inbound = Inbound("sms", hooks.NUMBER, "SM1", text="你好", address=hooks.NUMBER, window_seconds=0.2)
    with standing.db.engine.connect() as other:
        other.execute(text("SELECT 1"))  # begins, and takes the write lock
        with pytest.raises(NotTaken):
            asyncio.run(standing.house.gateway.handle(inbound))
        other.rollback()
    until(lambda: len(standing.turns()) == 1 and standing.turns()[0].finished_at is not None)
    assert [said for said in standing.until_sent(hooks.NUMBER, 1)] == ["听到：你好"]


def test_ids_are_cleaned_like_all_text(standing: Standing) -> None:
    settings = standing.house.settings
    assert hooks.sms(standing.http, settings, "你好", message="SM\x001").status_code == 200
    assert hooks.web(standing.http, "你好", message="\x00").status_code == 422
    assert hooks.web(standing.http, "你好", message="a\x00b").status_code == 200
    assert [turn.external_id for turn in standing.turns()][-1] == "ab"


def test_a_crowd_in_one_conversation_is_turned_away_and_stalls_nobody(standing: Standing) -> None:
    conversation, settings = "0b5a1d0c-3a7e-4f57-9a55-0c1f5b7b8a11", standing.house.settings
    standing.assistant.busy.clear()
    refused: list[httpx.Response] = []

    def post(number: int) -> httpx.Response:
        answer = hooks.web(standing.http, f"第{number}句", conversation=conversation)
        if answer.status_code == 429:
            refused.append(answer)
        return answer

    with ThreadPoolExecutor(120) as callers:
        crowd = [callers.submit(post, number) for number in range(120)]
        until(lambda: len(refused) >= 114)
        assert standing.http.get("/healthz", timeout=5).status_code == 200
        assert standing.http.get("/readyz", timeout=5).status_code == 200
        standing.assistant.busy.set()
        assert "听到" in hooks.sms(standing.http, settings, "另一位").text
        answers = [future.result() for future in crowd]
    for answer in refused:
        polite_refusal(answer, 429)
    taken = [answer for answer in answers if answer.status_code == 200]
    assert len(taken) == 6 == len([turn for turn in standing.turns() if turn.channel == "web"])
    assert hooks.web(standing.http, "还在吗", conversation=conversation).status_code == 200


def test_a_message_delivered_again_while_it_waits_is_not_one_more(standing: Standing) -> None:
    settings = standing.house.settings
    standing.assistant.busy.clear()
    with ThreadPoolExecutor(12) as carriers:
        same = [
            carriers.submit(hooks.sms, standing.http, settings, "你好", message="SM-same") for _ in range(12)
        ]
        until(lambda: len(standing.turns()) == 1)
        standing.assistant.busy.set()
        assert {future.result().text for future in same} == {same[0].result().text}
    assert standing.assistant.heard == ["你好"]


@pytest.mark.parametrize("deliver", [hooks.sms, hooks.wechat])
def test_deferred_turns_are_served_by_the_house_itself_in_order_once(
    standing: Standing, deliver: Callable[..., httpx.Response]
) -> None:
    address = hooks.NUMBER if deliver is hooks.sms else hooks.OPENID
    standing.assistant.away = True
    for words in ("第一句", "第二句", "第三句"):
        assert "不用再发" in deliver(standing.http, standing.house.settings, words).text
    standing.assistant.away = False
    assert standing.until_sent(address, 3) == ["听到：第一句", "听到：第二句", "听到：第三句"]
    until(lambda: not any(turn.deferred for turn in standing.turns()))
    answer = deliver(standing.http, standing.house.settings, "第四句")
    assert "听到：第四句" in answer.text and "第一句" not in answer.text
    assert standing.assistant.heard == ["第一句", "第二句", "第三句", "第四句"]
    assert len(standing.outgoing(address)) == 3


def test_a_turn_whose_end_could_not_be_written_is_served_when_it_can(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(inbox, "finish", full_disk)
        assert hooks.sms(standing.http, standing.house.settings, "你好").status_code == 200
    (turn,) = standing.turns()
    assert turn.finished_at is None
    assert standing.house.gateway.recover() == 1
    assert standing.until_sent(hooks.NUMBER, 1)[-1] == "听到：你好"
