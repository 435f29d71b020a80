"""The service dies at every boundary of a turn: nothing is lost or done twice, and the dialogue goes on."""

from __future__ import annotations

import httpx
import pytest

from tests.kill import ledger
from tests.kill.ledger import Stored
from tests.kill.stage import (
    REASON,
    Service,
    WebCaller,
    ask_postponement,
    code_sent,
    door_of,
    enter_lawyer,
    up_to_read_back,
)

FINISHED = Stored(taken=True, effects=1, saved=True, finished=True, heard=1)
AT_YES = {
    "before accept commit": Stored(),
    "after accept commit": Stored(taken=True),
    "before effect commit": Stored(taken=True),
    "after effect commit": Stored(taken=True, effects=1),
    "after the assistant's save": Stored(taken=True, effects=1, saved=True),
    "before finish commit": Stored(taken=True, effects=1, saved=True),
    "after finish commit": FINISHED,
}
"""What a killed service leaves behind of 「对」."""
AT_CODE = {
    "before code commit": Stored(taken=True),
    "after code commit": Stored(taken=True, effects=1),
    "after the assistant's save": Stored(taken=True, effects=1, saved=True),
    "before finish commit": Stored(taken=True, effects=1, saved=True),
}
"""What a killed service leaves behind of the code."""


def killed_while_saying(service: Service, caller: WebCaller, boundary: str, text: str) -> str:
    """The service dies over a message; the id of that message."""
    message_id = caller.next_id()
    service.arm(boundary)
    with pytest.raises(httpx.TransportError):
        caller.send(message_id, text)
    assert service.died()
    return message_id


@pytest.mark.parametrize("boundary", AT_YES)
def test_a_yes_that_was_cut_short_gives_one_receipt(service: Service, boundary: str) -> None:
    lawyer, caller = enter_lawyer(service.db), WebCaller(door_of(service.url))
    up_to_read_back(caller, lawyer, service.folder)

    message_id = killed_while_saying(service, caller, boundary, "对")
    assert ledger.stored(service.db, caller, message_id) == AT_YES[boundary]
    before = ledger.requests_of(service.db, lawyer)
    service.start()
    answer = caller.send(message_id, "对")

    [(receipt_no, case_number, reason)] = ledger.requests_of(service.db, lawyer)
    assert (case_number, reason) == (lawyer.case_number, REASON)
    assert before in ([], [(receipt_no, case_number, reason)])
    assert receipt_no in answer
    assert ledger.receipts(service.db, caller, message_id) == [receipt_no]
    assert ledger.stored(service.db, caller, message_id) == FINISHED
    assert caller.send(message_id, "对") == answer

    caller.say("五分")
    assert ledger.grades_of(service.db, lawyer) == [(5, receipt_no)]
    assert len(ledger.requests_of(service.db, lawyer)) == 1


@pytest.mark.parametrize("boundary", AT_CODE)
def test_a_code_that_was_cut_short_verifies_once(service: Service, boundary: str) -> None:
    lawyer, caller = enter_lawyer(service.db), WebCaller(door_of(service.url))
    ask_postponement(caller, lawyer)
    code = code_sent(service.folder, lawyer)

    message_id = killed_while_saying(service, caller, boundary, code)
    assert ledger.stored(service.db, caller, message_id) == AT_CODE[boundary]
    service.start()
    answer = caller.send(message_id, code)

    assert "核验通过" in answer and "理由" in answer
    assert ledger.codes_of(service.db, lawyer) == [(True, 0)]
    assert ledger.verifications_of(service.db, caller) == [lawyer.licence_no]
    assert ledger.stored(service.db, caller, message_id) == FINISHED
    assert caller.send(message_id, code) == answer
    assert "请核对" in caller.say(REASON)
    assert code not in ledger.kept_words(service.db, caller)
