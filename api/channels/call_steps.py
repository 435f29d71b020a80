"""The steps of a call: which turn an action URL stands for, so that calling it again is the same turn."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from actions.errors import Forbidden
from actions.service.wording import say
from api.settings import Settings

PATH = "/channels/twilio/voice/step"


@dataclass(frozen=True)
class Step:
    """`n` counts a call's turns from 0; `dictating` says how keys are read; `again` counts repetitions."""

    n: int = 0
    dictating: bool = False
    again: int = 0

    def next(self, *, dictating: bool) -> Step:
        return Step(self.n + 1, dictating)

    def once_more(self) -> Step:
        return replace(self, again=self.again + 1)

    def url(self, settings: Settings, call: str) -> str:
        query = {"n": self.n, "d": int(self.dictating), "r": self.again, "t": self._seal(settings, call)}
        return f"{settings.public}{PATH}?{urlencode(query)}"

    @classmethod
    def read(cls, settings: Settings, call: str, query: Mapping[str, str]) -> Step:
        """The step of an action URL that was made for this call.

        Raises:
            Forbidden: it was not.
        """
        n, again = query.get("n", ""), query.get("r", "")
        if _is_count(n) and _is_count(again):
            step = cls(int(n), query.get("d") == "1", int(again))
            if hmac.compare_digest(step._seal(settings, call).encode(), query.get("t", "").encode()):
                return step
        raise Forbidden(say("channel.refused", {}, "rich"))

    def _seal(self, settings: Settings, call: str) -> str:
        sealed = f"twilio call step\n{call}\n{self.n}\n{int(self.dictating)}\n{self.again}"
        return hmac.new(settings.secret, sealed.encode(), hashlib.sha256).hexdigest()[:40]


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 5
