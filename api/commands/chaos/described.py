"""What the OpenAPI description promises, tried with thousands of calls drawn from it (schemathesis)."""

from __future__ import annotations

import logging
import random
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from actions.errors import SetupError
from api.commands.chaos.row import Row
from api.commands.chaos.stage import PATIENCE_SECONDS, Stage
from api.commands.chaos.world import World, settled

PROMISES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
NEVER_ENDS = "/events"
SHOWN = 20
"""Broken promises that are told in full."""
log = logging.getLogger(__name__)


@dataclass
class Calls:
    """Sends drawn calls, with living tokens and, every other time, numbers that exist."""

    stage: Stage
    world: World
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    made: int = 0
    broken: list[str] = field(default_factory=list)

    def make(self, case: Any, checks: list[Any], failed: type[BaseExceptionGroup[Any]]) -> None:
        self.made += 1
        for name in case.path_parameters:
            if name in (known := self._known()) and self.chance.random() < 0.5:
                case.path_parameters[name] = self.chance.choice(known[name])
        answer = case.call(
            base_url=self.stage.settings.public, headers=self._bearer(case.path), timeout=PATIENCE_SECONDS
        )
        try:
            case.validate_response(answer, checks=checks)
        except failed as failures:
            for one in failures.exceptions:
                said = f"{case.method} {case.path} → {answer.status_code} {type(one).__name__}"
                self.broken.append(said)
                if len(self.broken) <= SHOWN:
                    log.warning("%s\n%s\n%s", said, one, case.as_curl_command())

    def _known(self) -> dict[str, list[str]]:
        return {
            "case_number": list(self.world.cases),
            "receipt_no": list(self.world.requests),
            "licence_no": list(self.world.active),
            "conversation_id": [str(uuid.UUID(int=number, version=4)) for number in range(3)],
            "key": ["message", "request.message_judge"],
        }

    def _bearer(self, path: str) -> dict[str, str]:
        if self.chance.random() < 0.1:
            return {}
        who = list(self.world.staff if "/staff/" in path else self.world.active)
        return {"authorization": f"Bearer {self.world.bearers[self.chance.choice(who)]}"}


def described(stage: Stage, count: int) -> Row:
    """As many calls of each operation, half of them as the description allows and half not."""
    try:
        import hypothesis
        import schemathesis
        from hypothesis.errors import Unsatisfiable
        from schemathesis.checks import CHECKS, load_all_checks
        from schemathesis.core.failures import FailureGroup
    except ImportError as missing:
        raise SetupError("这一行要用 schemathesis：请在开发环境里运行（uv sync）。") from missing
    load_all_checks()
    checks = list(CHECKS.get_by_names(PROMISES))
    schema = schemathesis.openapi.from_dict(stage.http.get("/openapi.json").json())
    every: Iterable[Any] = (found.ok() for found in schema.get_all_operations())  # type: ignore[union-attr]
    operations = [one for one in every if not one.path.endswith(NEVER_ENDS)]
    calls = Calls(stage, settled(stage))
    settings = hypothesis.settings(
        phases=[hypothesis.Phase.generate],
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )

    def drawn(operation: Any, mode: Any, most: int) -> Callable[[], None]:
        @hypothesis.settings(settings, max_examples=most)
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def call(case: Any) -> None:
            calls.make(case, checks, FailureGroup)

        return call

    left = [(one, mode) for one in operations for mode in schemathesis.GenerationMode]
    while left:
        operation, mode = left.pop()
        try:
            drawn(operation, mode, max(1, (count - calls.made) // (len(left) + 1)))()
        except Unsatisfiable:  # nothing that its description would not allow
            continue
    figures = {"没守住说明": (0, len(calls.broken))}
    return Row(calls.made, figures, f"{len(operations)} 个口子")
