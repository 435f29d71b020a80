"""The forty-nine functions of the hotline, as data/functions.yml declares them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from actions.errors import NotFound
from actions.service.requests.matters import CASE_FIELD, has_matter, matter
from actions.service.requests.question import Field
from actions.service.requests.second import THERE, second_fields
from bot.language.tables import read_yaml

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

    def fields_for(self, given: Mapping[str, object]) -> tuple[Field, ...]:
        """Those that may be asked with what is known; a case is asked for by itself and not among them."""
        if not has_matter(self.code):
            return self.fields
        asked = matter(self.code)
        before = second_fields() if given.get(THERE) else ()
        fields = asked.fields_for(given)
        by_itself = asked.variants is not None or asked.of_own_case
        return (*before, *(field for field in fields if field.name != CASE_FIELD or not by_itself))

    def case_for(self, given: Mapping[str, object]) -> Literal["required", "optional", "none"]:
        """Whether a case is asked for with what is known: of several matters in one, some have none."""
        if not has_matter(self.code):
            return self.case
        return "required" if matter(self.code).chosen(given).of_own_case else "none"


@cache
def functions() -> dict[str, Function]:
    """By code. A request's fields are those of its matter file."""
    table: dict[str, Function] = {}
    for row in read_yaml(TABLE):
        function = Function(**row)
        table[function.code] = function.model_copy(update={"fields": function.fields_for({})})
    return table


def function(code: str) -> Function:
    """Raises NotFound for a code that the table does not have."""
    try:
        return functions()[code]
    except KeyError:
        raise NotFound("没有这项功能。") from None
