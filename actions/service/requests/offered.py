"""What a court does not offer online is not registered: where and when it is done there is told instead
(contract section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.errors import HotlineError
from actions.service.requests.matters import Matter
from actions.service.wording import say
from actions.store.records import Court


class NotOffered(HotlineError):
    """The court takes this matter at its own place only. `facts` fill the reply `request.not_offered`."""

    status, code = 422, "not_offered"

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__(say("request.not_offered", facts, "rich"))
        self.facts = dict(facts)

    @property
    def more(self) -> Mapping[str, Any]:
        return {"offline": {name: self.facts[name] for name in ("court", "address", "hours", "phone")}}


def must_be_offered(court: Court, asked: Matter) -> None:
    """Raises NotOffered where the court lists what it offers online and this is not among it."""
    if court.online_functions is None or asked.function in court.online_functions:
        return
    place = {"court": court.name, "address": court.address, "hours": court.hours, "phone": court.phone}
    raise NotOffered({"title": asked.title_zh, "materials": list(asked.materials), **place})
