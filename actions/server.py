"""The inner rooms: actions and dialogues, on a second listener that only the assistant may enter.

Everything here wants the secret of this start; without it there is nothing to see (404).
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import sys
import traceback
import zlib
from typing import Any

from fastapi import FastAPI, Request, Response
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.service.conversations import inbox
from actions.store.database import Database
from actions.watch import Seen, Watch

log = logging.getLogger(__name__)


def inner_app(db: Database, executor: ActionExecutor, watch: Watch, secret: str) -> FastAPI:
    """`POST /webhook` runs an action; `GET`/`PUT /dialogues/{conversation}` reads and keeps a dialogue."""
    app = FastAPI(openapi_url=None)

    @app.middleware("http")
    async def only_with_secret(request: Request, call_next: Any) -> Response:
        if not hmac.compare_digest(request.headers.get("x-inner-secret", "").encode(), secret.encode()):
            return Response(status_code=404)
        response: Response = await call_next(request)
        return response

    @app.post("/webhook")
    async def webhook(request: Request) -> Response:
        call = await _body(request)
        return await asyncio.to_thread(_act, executor, watch, call)

    @app.get("/dialogues/{conversation_id}")
    def read_dialogue(conversation_id: str) -> Response:
        seen = watch.of_conversation(conversation_id)
        try:
            with db.read() as session:
                state = inbox.current_dialogue(session, conversation_id)
        except Exception:
            _failed(seen, "reading a dialogue failed")
            return Response(status_code=500)
        if seen:
            seen.read = True
        return Response(state, media_type="application/json") if state else Response(status_code=204)

    @app.put("/dialogues/{conversation_id}")
    async def keep_dialogue(conversation_id: str, request: Request) -> Response:
        state = await request.json()
        return await asyncio.to_thread(_keep, db, watch, state)

    return app


def _keep(db: Database, watch: Watch, state: dict[str, Any]) -> Response:
    seen = watch.of_turn(state["turn_id"])
    if seen is None:
        return Response(status_code=409)  # a turn nobody waits for any more: what it says no longer counts
    try:
        with db.write() as session:
            seen.kept = inbox.keep_dialogue(session, state["turn_id"], json.dumps(state, ensure_ascii=False))
    except Exception:
        _failed(seen, "keeping a dialogue failed")
        return Response(status_code=500)
    return Response(status_code=204)


def _act(executor: ActionExecutor, watch: Watch, call: dict[str, Any]) -> Response:
    metadata = call["tracker"]["latest_message"].get("metadata") or {}
    seen = watch.of_turn(metadata.get("turn_id", ""))
    if seen is None:
        return Response(status_code=409)
    try:
        result = asyncio.run(executor.run(call))
    except ActionExecutionRejection as rejection:
        return Response(json.dumps({"error": str(rejection), "action_name": rejection.action_name}), 400)
    except ActionNotFoundException as missing:
        _failed(seen, "an action is missing")
        return Response(json.dumps({"error": str(missing), "action_name": missing.action_name}), 404)
    except Exception:
        _failed(seen, f"{call.get('next_action')} failed")
        return Response(status_code=500)
    seen.acted = True
    return Response(
        json.dumps(result.model_dump() if result else {}, ensure_ascii=False), media_type="application/json"
    )


async def _body(request: Request) -> dict[str, Any]:
    body = await request.body()
    if request.headers.get("content-encoding") == "deflate":
        body = zlib.decompress(body)
    call: dict[str, Any] = json.loads(body)
    return call


def _failed(seen: Seen | None, what: str) -> None:
    """Only the kind of error and its place are logged: its message may carry what the caller said."""
    error = sys.exc_info()[1]
    place = traceback.extract_tb(error.__traceback__)[-1] if error else None
    log.error(
        "inner call: %s: %s at %s",
        what,
        type(error).__name__,
        f"{place.name}:{place.lineno}" if place else "",
    )
    if seen:
        seen.failed = True
