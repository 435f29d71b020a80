"""Starts Rasa on loopback: `python -m bot.serve MODEL PORT`. The environment tells it of the service."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any, Dict

from bot import memory, progress

# isort: split
memory.few_arenas()
progress.begin("载入 Rasa")
import bot.light  # noqa: F401  (before anything else of Rasa)

# isort: split
from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.lock_store import LockStore
from rasa.core.run import configure_app, create_http_input_channels
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog
from sanic import Sanic

from bot import dictionary

PROJECT = Path(__file__).resolve().parent.parent
ANSWER_SECONDS = 30
BROKEN = 3
"""The exit code where the model cannot be used."""
WARM_UP = "我的（2025）京0105民初12345号案子下周三下午三点开庭，在北京市朝阳区人民法院，标的五十二万八千元"


def main(model: str, port: str) -> None:
    # Below errors Rasa's log repeats whole trackers, and with them what callers say.
    configure_logging_and_warnings(log_level=logging.ERROR, warn_only_once=True, filter_repeated_logs=True)
    configure_structlog(logging.ERROR)
    _validate_quickly()
    endpoints = AvailableEndpoints.read_endpoints(str(PROJECT / "endpoints.yml"))
    agent = _load(model, endpoints)
    app = configure_app(
        create_http_input_channels(None, str(PROJECT / "data" / "credentials.yml")),
        enable_api=False,
        response_timeout=ANSWER_SECONDS,
        endpoints=endpoints,
    )
    app.ctx.agent = agent

    @app.after_server_start  # type: ignore[misc]
    async def warm_up(app: Sanic, loop: Any) -> None:
        progress.begin("读第一句话")  # which loads every dictionary before the first caller waits for it
        dictionary.make_small()
        await agent.parse_message(WARM_UP)
        memory.give_back()
        progress.ready()

    app.run(host="127.0.0.1", port=int(port), workers=1)


def _load(model: str, endpoints: AvailableEndpoints) -> Agent:
    """Ends this process with BROKEN, having said why, if the model cannot be used."""
    progress.begin("载入模型")
    agent = Agent(
        tracker_store=TrackerStore.create(endpoints.tracker_store),
        lock_store=LockStore.create(endpoints.lock_store),
        action_endpoint=endpoints.action,
    )
    try:
        agent.load_model(model)
    except Exception as error:  # a broken archive fails in as many ways as there are libraries in it
        logging.getLogger(__name__).error("the model cannot be used", exc_info=True)
        progress.broken(f"{type(error).__name__}: {error}")
        sys.exit(BROKEN)
    return agent


def _validate_quickly() -> None:
    """Compile the schema of action answers once; Rasa checks the schema itself at every action (19 ms)."""
    validator = Draft7Validator(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: Dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
