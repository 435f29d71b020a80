"""The client of WeChat's platform, with one access token for all processes of the service."""

from __future__ import annotations

import threading
from datetime import timedelta
from functools import partial
from typing import Any

from wechatpy import WeChatClient  # type: ignore[import-untyped]
from wechatpy.session import SessionStorage  # type: ignore[import-untyped]

from actions.service.clock import Clock
from actions.service.outgoing import provider_tokens
from actions.store.database import Database
from api.settings import Settings

TIMEOUT_SECONDS = 10.0
LOOK_SECONDS = 0.1
LOOKS = 150
"""While another process fetches."""


class StoredToken(SessionStorage):  # type: ignore[misc]
    """The client's storage: the token alone, and that in the store."""

    def __init__(self, database: Database, clock: Clock, name: str) -> None:
        self._database, self._clock, self.name = database, clock, name

    def get(self, key: str, default: object = None) -> Any:
        if key.endswith("_expires_at"):
            return default
        with self._database.read() as session:
            return provider_tokens.living(session, self._clock, self.name) or default

    def set(self, key: str, value: object, ttl: int | None = None) -> None:
        if key.endswith("_expires_at"):
            return  # the store knows it already
        with self._database.write() as session:
            provider_tokens.keep(session, self._clock, self.name, str(value), timedelta(seconds=ttl or 7200))

    def delete(self, key: str) -> None: ...

    def begin_fetching(self, dead: str | None) -> bool | None:
        with self._database.write() as session:
            return provider_tokens.begin_fetching(session, self._clock, self.name, dead)

    def give_up(self) -> None:
        with self._database.write() as session:
            provider_tokens.keep(session, self._clock, self.name, None, timedelta(0))


class OneToken(WeChatClient):  # type: ignore[misc]
    """Fetching anew is left to the first who needs it; the others wait for what he gets."""

    def __init__(self, settings: Settings, database: Database, clock: Clock) -> None:
        storage = StoredToken(database, clock, f"wechat:{settings.wechat_app_id}")
        super().__init__(
            settings.wechat_app_id, settings.wechat_app_secret, session=storage, timeout=TIMEOUT_SECONDS
        )
        # the client's own time limit does not hold for its fetching of the access token
        self._http.request = partial(self._http.request, timeout=TIMEOUT_SECONDS)
        self._used: str | None = None

    @property
    def access_token(self) -> str | None:
        if not self.session.get(self.access_token_key):
            self.fetch_access_token()
        self._used = self.session.get(self.access_token_key)
        return self._used

    def fetch_access_token(self) -> Any:
        """Also called by the client itself when the platform says that the token it used is dead."""
        for _ in range(LOOKS):
            mine = self.session.begin_fetching(self._used)
            if mine is None:
                threading.Event().wait(LOOK_SECONDS)
                continue
            if not mine:
                return None
            try:
                return super().fetch_access_token()
            except BaseException:
                self.session.give_up()
                raise
        raise TimeoutError("no access token")
