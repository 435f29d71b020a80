"""Starts Rasa on loopback: `python -m bot.serve MODEL PORT`. The environment tells it of the service."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any, Dict

import bot.light  # noqa: F401  (before anything else of Rasa)

# isort: split
import rasa.core.run
from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.core.utils import AvailableEndpoints
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog

PROJECT = Path(__file__).resolve().parent.parent


def main(model: str, port: str) -> None:
    # Below errors Rasa's log repeats whole trackers, and with them what callers say.
    configure_logging_and_warnings(log_level=logging.ERROR, warn_only_once=True, filter_repeated_logs=True)
    configure_structlog(logging.ERROR)
    _validate_quickly()
    rasa.core.run.serve_application(
        model_path=model,
        interface="127.0.0.1",
        port=int(port),
        endpoints=AvailableEndpoints.read_endpoints(str(PROJECT / "endpoints.yml")),
        credentials=str(PROJECT / "data" / "credentials.yml"),
        enable_api=False,
        response_timeout=30,
    )


def _validate_quickly() -> None:
    """Compile the schema of action answers once; Rasa checks the schema itself at every action (19 ms)."""
    validator = Draft7Validator(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: Dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
