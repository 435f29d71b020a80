"""Two hundred who listen while somebody talks: he is answered, and each hears what is his."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.running import open_doors
from tests.staging import Staged, staged

MANY = 200


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Staged]:
    with staged(tmp_path, "") as running:
        yield running


def test_a_chat_goes_on_beside_two_hundred_open_streams(stage: Staged) -> None:
    talker = str(uuid.uuid4())

    async def listens(http: httpx.AsyncClient, conversation: str, opened: asyncio.Semaphore) -> str:
        async with http.stream("GET", f"/channels/web/conversations/{conversation}/events") as stream:
            async for line in stream.aiter_lines():
                if line == "event: status":
                    opened.release()
                if "请讲" in line:
                    return conversation
        return ""

    async def all_of_it(url: str) -> tuple[str, list[httpx.Response]]:
        limits = httpx.Limits(max_connections=MANY + 10)
        async with httpx.AsyncClient(base_url=url, limits=limits, timeout=60, trust_env=False) as http:
            opened = asyncio.Semaphore(0)
            others = [asyncio.create_task(listens(http, str(uuid.uuid4()), opened)) for _ in range(MANY - 1)]
            own = asyncio.create_task(listens(http, talker, opened))
            for _ in range(MANY):
                await opened.acquire()
            answers = []
            for number, text in enumerate(("什么时候开庭", "诉讼费怎么算", "转人工")):
                body = {"conversation_id": talker, "message_id": str(number), "text": text}
                answers.append(await http.post("/channels/web/messages", json=body))
            await asyncio.to_thread(stage.claim, talker)
            await asyncio.to_thread(stage.says, talker, "您好，请讲。")
            found = await own
            assert not any(one.done() for one in others)
            for one in others:
                one.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            return found, answers

    with open_doors(stage.house) as url:
        found, answers = asyncio.run(asyncio.wait_for(all_of_it(url), 120))
    assert found == talker
    said = [answer.json()["replies"][0]["text"] for answer in answers]
    assert said == ["听到了：什么时候开庭", "听到了：诉讼费怎么算", "已为您转人工。"]
