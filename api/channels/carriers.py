"""Who takes an outgoing message away: Twilio, WeChat's customer-service messages, or a file to read it in."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]
from wechatpy import WeChatClient  # type: ignore[import-untyped]
from wechatpy.exceptions import WeChatClientException  # type: ignore[import-untyped]

from actions.service.channels import WRITTEN_TO
from actions.service.clock import BEIJING, Clock
from actions.store.database import Database
from api.channels.doors import doors
from api.channels.wechat_client import OneToken
from api.settings import Settings

TIMEOUT_SECONDS = 10.0


class Undeliverable(Exception):
    """Trying again will not help: the number or openid does not take messages from us."""


class NotNow(Exception):
    """Nothing more is taken for this address until its owner writes again."""


class Carrier(Protocol):
    @property
    def counted(self) -> bool:
        """So many messages and no more, each time the other side has written."""
        ...

    def send(self, address: str, text: str) -> None:
        """Hand one message over for delivery: no longer than its channel takes.

        Raises:
            Undeliverable: for good. NotNow: until the other side writes. Any other exception: this time.
        """
        ...


class TwilioSms:
    counted = False

    def __init__(self, client: Client, sender: str) -> None:
        self._client, self._sender = client, sender

    def send(self, address: str, text: str) -> None:
        try:
            self._client.messages.create(to=address, from_=self._sender, body=text)
        except TwilioRestException as error:
            if error.status == 400:
                raise Undeliverable(f"twilio {error.code}") from error
            raise


class WeChatCustomerService:
    """Customer-service messages; an official account may send a few of them for 48 h after the user wrote."""

    counted = True
    FINAL = frozenset({40003, 43004})
    """Invalid openid, not a subscriber."""
    NOT_NOW = frozenset({45015, 45047})
    """The window is over, too many messages since the user's last."""

    def __init__(self, client: WeChatClient) -> None:
        self._client = client

    def send(self, address: str, text: str) -> None:
        try:
            self._client.message.send_text(address, text)
        except WeChatClientException as error:
            if error.errcode in self.FINAL:
                raise Undeliverable(f"wechat {error.errcode}") from error
            if error.errcode in self.NOT_NOW:
                raise NotNow from error
            raise


class OutboxFile:
    """JSON Lines `{"channel", "to", "text", "at"}`, readable by its owner only."""

    counted = False
    _lock = threading.Lock()

    def __init__(self, path: Path, channel: str, clock: Clock) -> None:
        self._path, self._channel, self._clock = path, channel, clock

    def send(self, address: str, text: str) -> None:
        at = self._clock().astimezone(BEIJING).isoformat(timespec="seconds")
        row = {"channel": self._channel, "to": address, "text": text, "at": at}
        line = json.dumps(row, ensure_ascii=False)
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab") as file:
                os.fchmod(file.fileno(), 0o600)
                file.write(line.encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())


def carriers(
    settings: Settings, database: Database, clock: Clock, twilio_http: TwilioHttpClient | None = None
) -> Mapping[str, Carrier]:
    """The carrier of each channel with outgoing messages: the provider where it is set up, else the file.

    Raises:
        SetupError: as `doors`.
    """
    telephone, wechat = doors(settings)
    path = settings.data_dir / "outbox.jsonl"
    made: dict[str, Carrier] = {name: OutboxFile(path, name, clock) for name in WRITTEN_TO}
    if telephone.sends and settings.twilio_from:
        made["sms"] = TwilioSms(_twilio_client(settings, twilio_http), settings.twilio_from)
    if wechat.sends:
        made["wechat"] = WeChatCustomerService(OneToken(settings, database, clock))
    return made


def _twilio_client(settings: Settings, http: TwilioHttpClient | None) -> Client:
    silent = logging.getLogger(f"{__name__}.twilio")
    silent.disabled = True  # it would log addresses that name the account, and headers
    return Client(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        http_client=http or TwilioHttpClient(timeout=TIMEOUT_SECONDS, logger=silent),
    )
