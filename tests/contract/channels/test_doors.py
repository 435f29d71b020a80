"""What start says about the doors, and what it refuses."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from actions.errors import SetupError
from api.channels.access_log import WithoutQuery
from api.channels.doors import doors, sends
from api.settings import Settings

NOTHING: dict[str, Any] = {
    name: None for name in Settings.model_fields if name.startswith(("twilio_", "wechat_"))
} | {"wechat_plain": "on"}


def without(settings: Settings, *names: str, **change: Any) -> Settings:
    return settings.model_copy(update=dict.fromkeys(names) | change)


def test_fully_set_doors_are_open_and_send(settings: Settings) -> None:
    assert [(door.open, door.sends) for door in doors(settings)] == [(True, True), (True, True)]


def test_what_sending_needs_is_told_by_channel(settings: Settings) -> None:
    assert sends(settings) == {"sms", "wechat"}
    assert sends(without(settings, "wechat_app_secret", sms_outbox="file")) == {"sms"}


def test_doors_that_are_not_set_are_closed_and_said_to_be(settings: Settings) -> None:
    states = doors(without(settings, **NOTHING, public_url="http://127.0.0.1:8000"))
    assert [(door.open, door.sends) for door in states] == [(False, False), (False, False)]
    assert all(any("没有接通" in note for note in door.notes) for door in states)


@pytest.mark.parametrize(
    "missing", ["twilio_account_sid", "twilio_auth_token", "wechat_app_id", "wechat_token"]
)
def test_a_door_set_in_part_is_refused_by_name(settings: Settings, missing: str) -> None:
    with pytest.raises(SetupError, match=f"HOTLINE_{missing.upper()}"):
        doors(without(settings, missing))


@pytest.mark.parametrize("only", ["twilio_from", "wechat_aes_key", "wechat_app_secret"])
def test_what_serves_sending_or_secrecy_alone_is_a_part_too(settings: Settings, only: str) -> None:
    with pytest.raises(SetupError, match="一部分"):
        doors(without(settings, **(NOTHING | {only: "x", "demo": True})))


def test_plain_mode_is_warned_of_until_it_is_closed(settings: Settings) -> None:
    assert any("明文" in note for note in doors(settings)[1].notes)
    assert not any("明文" in note for note in doors(without(settings, wechat_plain="off"))[1].notes)


@pytest.mark.parametrize("key", [None, "tooshort", "签" * 43])
def test_a_secure_mode_that_cannot_work_is_refused(settings: Settings, key: str | None) -> None:
    with pytest.raises(SetupError, match="HOTLINE_WECHAT_AES_KEY"):
        doors(without(settings, wechat_plain="off", wechat_aes_key=key))


@pytest.mark.parametrize("missing", ["twilio_from", "wechat_app_secret"])
def test_a_public_site_that_cannot_send_is_refused_unless_the_file_is_wanted(
    settings: Settings, missing: str
) -> None:
    with pytest.raises(SetupError, match="HOTLINE_SMS_OUTBOX=file"):
        doors(without(settings, missing))
    for way_out in ({"sms_outbox": "file"}, {"demo": True}, {"public_url": "https://localhost:8443"}):
        states = doors(without(settings, missing, **way_out))
        assert any("outbox.jsonl" in note for door in states for note in door.notes)


def test_access_lines_lose_their_query() -> None:
    args = ("10.0.0.1:1", "POST", "/channels/wechat?signature=abc&openid=o1", "1.1", 200)
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d', args, None)
    assert WithoutQuery().filter(record)
    assert record.getMessage() == '10.0.0.1:1 - "POST /channels/wechat HTTP/1.1" 200'
