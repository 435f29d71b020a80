"""A code typed by somebody who is signed in already."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from sqlalchemy import select

from actions.service.feed import import_feed
from actions.service.identity import codes, tokens
from actions.service.ids import LicenceNo
from actions.store.identities import Verification
from api.channels.web import account_of
from tests.contract.gateway.conftest import Standing

LIN, ZHOU = "11101201510123456", "13101201211234567"
PHONES = {LIN: "+8613800010001", ZHOU: "+8613800010002"}


@pytest.fixture
def code(standing: Standing) -> tuple[str, str, str]:
    """A conversation in which Zhou's code is awaited, the code, and Lin's token."""
    people = [
        {
            "type": "lawyer",
            "licence_no": licence,
            "name": "莫须有",
            "phone": phone,
            "kind": "专职",
            "status": "active",
        }
        for licence, phone in PHONES.items()
    ]
    report = import_feed(
        standing.db, [json.dumps(one).encode() for one in people], clock=standing.house.clock
    )
    assert not report.refused
    conversation = str(uuid.uuid4())
    with standing.house.means.writing() as work:
        account = account_of(conversation)
        codes.ask_code(work, licence_no=ZHOU, name="莫须有", channel="web", account=account)
        token = tokens.issue_lawyer(work, LicenceNo(LIN)).access_token
    sent = re.search(r"\d{6}", standing.outgoing(PHONES[ZHOU])[0])
    assert sent is not None
    return conversation, sent[0], token


@pytest.mark.parametrize("signed_in", [True, False])
def test_it_makes_nobody_another(standing: Standing, code: tuple[str, str, str], signed_in: bool) -> None:
    conversation, digits, token = code
    body = {"conversation_id": conversation, "message_id": "1", "text": digits}
    headers = {"authorization": f"Bearer {token}"} if signed_in else {}
    assert standing.http.post("/channels/web/messages", json=body, headers=headers).status_code == 200
    with standing.db.read() as session:
        verified = session.scalars(select(Verification.licence_no)).all()
    assert verified == ([] if signed_in else [ZHOU])
    assert standing.assistant.heard == ["code_refused" if signed_in else "verified"]
    assert all(digits not in str(turn.content) for turn in standing.turns())
