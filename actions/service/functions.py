"""The forty-nine functions of the hotline, as data/functions.yml declares them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from actions.errors import NotFound
from actions.service.requests.matters import Field, all_matters

TABLE = Path(__file__).resolve().parents[2] / "data" / "functions.yml"


class Function(BaseModel):
    """`identity` lawyer: only after verification. `built` false: understood, but not served here."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str
    name: str
    kind: Literal["query", "consult", "request", "feedback", "identity", "dialog"]
    articles: tuple[int, ...] = ()
    identity: Literal["none", "any", "lawyer"]
    case: Literal["required", "optional", "none"]
    built: bool
    fields: tuple[Field, ...] = ()

    @property
    def is_request(self) -> bool:
        return self.kind == "request"


@cache
def functions() -> dict[str, Function]:
    """By code. A request's fields are those of its matter file, without the case number."""
    matters = {matter.function: matter for matter in all_matters()}
    table: dict[str, Function] = {}
    for row in yaml.safe_load(TABLE.read_text(encoding="utf-8")):
        function = Function(**row)
        matter = matters.get(function.code)
        if matter:
            function = function.model_copy(
                update={"fields": tuple(field for field in matter.fields if field.reader != "case_number")}
            )
        table[function.code] = function
    return table


def function(code: str) -> Function:
    """Raises NotFound for a code that the table does not have."""
    try:
        return functions()[code]
    except KeyError:
        raise NotFound("没有这项功能。") from None
