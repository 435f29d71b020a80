"""Idempotency-Key: the same key gives the first answer again; with another body it is a conflict."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet
from fastapi.responses import JSONResponse

from actions.errors import Conflict, HotlineError
from actions.service import budgets
from actions.service.work import Work
from actions.store.database import insert_new
from actions.store.matters import UsedKey
from api.entry.house import House

Act = Callable[[Work], Mapping[str, Any] | HotlineError | None]
SEALED = "sealed"


@dataclass(frozen=True)
class Call:
    """One POST: who, with which key, to what, saying what. `secret` answers hold a token: kept encrypted."""

    actor: str
    key: str | None
    path: str
    body: Any
    secret: bool = False


def once(house: House, call: Call, status: int, act: Act) -> JSONResponse:
    """Run `act` in one transaction and answer its result with `status`; a key used before gets that answer.

    An error that `act` returns, rather than raises, is raised after what it wrote was committed: a wrong try
    must count. Either way the key stays unused. Raises TooMany, and Conflict for a key that came with another
    body.
    """
    with house.means.writing() as work:
        kind, _, name = call.actor.partition(":")
        if kind == "lawyer":
            budgets.spend(work, "call.licence", name)
        outcome = _outcome(house, work, call, status, act)
    if isinstance(outcome, HotlineError):
        raise outcome
    return outcome


def _outcome(house: House, work: Work, call: Call, status: int, act: Act) -> JSONResponse | HotlineError:
    if call.key is None:
        content = act(work)
        return content if isinstance(content, HotlineError) else JSONResponse(content, status)
    name, digest = hashlib.sha256(call.key.encode()).hexdigest(), _seal(house, call, "body")
    actor = _kept_actor(house, call)
    mine = insert_new(
        work.session, UsedKey, actor=actor, key=name, body_hash=digest, status=status, at=work.now
    )
    row = work.session.get_one(UsedKey, (actor, name), populate_existing=True)
    if not hmac.compare_digest(row.body_hash, digest):
        raise Conflict("同一个 Idempotency-Key 已经用于另一次操作，请换一个。")
    if not mine:
        return JSONResponse(_recalled(house, call, row.answer), row.status)
    content = act(work)
    if isinstance(content, HotlineError):
        work.session.delete(row)
        return content
    row.answer = _kept(house, call, content)
    return JSONResponse(content, status)


def _kept_actor(house: House, call: Call) -> str:
    """A client address is somebody's own: only its keyed hash is kept."""
    kind, _, address = call.actor.partition(":")
    return f"client:{house.means.secrets.seal('actor', address)}" if kind == "client" else call.actor


def _seal(house: House, call: Call, purpose: str) -> str:
    said = json.dumps(
        [purpose, call.key, call.path, call.body], ensure_ascii=False, sort_keys=True, default=str
    )
    return hmac.new(house.settings.secret, said.encode(), hashlib.sha256).hexdigest()


def _lock(house: House, call: Call) -> Fernet:
    # the key comes from the request itself: only who repeats it whole can read the answer again
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(_seal(house, call, "answer"))))


def _kept(house: House, call: Call, content: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if content is None or not call.secret:
        return dict(content) if content is not None else None
    return {SEALED: _lock(house, call).encrypt(json.dumps(content).encode()).decode()}


def _recalled(house: House, call: Call, kept: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if kept is None or not call.secret:
        return kept
    content: dict[str, Any] = json.loads(_lock(house, call).decrypt(kept[SEALED].encode()))
    return content
