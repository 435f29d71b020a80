"""律师身份核验平台 behind the port of `register`: who is a lawyer is told by the platform of the Ministry of
Justice, what a court has restricted by the court's own feed.

How the platform is reached (one adapter, to be agreed with it): `GET /lawyers/{licence_no}` → `{"name",
"phone", "kind", "status"}` or 404; `POST /checks` `{"licence_no", "return_to"}` → `{"url"}`, a link good for
one check of the person himself (实时、实人、实证); `GET /checks/{ticket}` → `{"licence_no", "passed"}`.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import Any

import httpx
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import NotConnected
from actions.service import audit
from actions.service.identity import callers
from actions.service.identity.register import FeedRegister, RegisteredPerson
from actions.service.ids import LicenceNo, new_id
from actions.service.work import Work
from actions.store.identities import Challenge

PURPOSE = "person"
LINK_LIVES = timedelta(minutes=10)
FRESH_SECONDS, HELD_SECONDS = 15.0, 600.0
"""For how long an answer is not asked for again; for how long it still counts while nobody answers."""
MOST_KNOWN = 10_000
"""Numbers that are kept in mind: anybody can name numbers that do not exist."""
AWAY = "律师身份核验平台暂时连不上，请稍后再试，或者用短信验证码核验。"
STATES = {"active", "suspended", "revoked"}


@dataclass(frozen=True)
class Place:
    """Which conversation a check is for."""

    channel: str
    account: str


class NationalRegister:
    """`client` speaks to the platform: base address, key and time limit are its own."""

    def __init__(self, client: httpx.Client, *, now: Callable[[], float] = monotonic) -> None:
        self._client, self._now, self._feed = client, now, FeedRegister()
        self._known: dict[str, tuple[float, dict[str, Any] | None]] = {}
        self._guard = threading.Lock()

    def find(self, session: Session, licence_no: LicenceNo) -> RegisteredPerson | None:
        """As the platform has him; an assistant with the status of his lawyer. While the platform does not
        answer, what it said in the last ten minutes holds; then nobody is known, and nothing opens."""
        here = self._feed.find(session, licence_no)
        told = self._told(here.principal_licence_no or licence_no if here else licence_no)
        if told is None:
            return None
        status = told["status"] if told.get("status") in STATES else "suspended"
        if here is not None and here.role == "assistant":
            return replace(here, status=status)
        return RegisteredPerson(
            licence_no=licence_no,
            name=str(told["name"]),
            phone=str(told["phone"]),
            status=status,
            role="lawyer",
            kind=str(told["kind"]),
            restricted_functions=here.restricted_functions if here else (),
            restricted_reason=here.restricted_reason if here else None,
            practice_area=here.practice_area if here else (),
        )

    def link(self, work: Work, licence_no: LicenceNo, place: Place) -> str:
        """A link to the check of the person himself, good once and for ten minutes. Raises NotConnected."""
        state = secrets.token_urlsafe(32)
        return_to = f"{work.site}/identity/return?state={state}"
        answer = self._asked("POST", "/checks", json={"licence_no": licence_no, "return_to": return_to})
        if answer is None or not str(answer.get("url", "")).startswith("https://"):
            raise NotConnected(AWAY)
        challenge = Challenge(
            id=new_id(),
            licence_no=licence_no,
            channel=place.channel,
            account=place.account,
            purpose=PURPOSE,
            code_hash=work.secrets.seal(PURPOSE, state),
            sent=True,
            created_at=work.now,
            expires_at=work.now + LINK_LIVES,
        )
        work.session.add(challenge)
        return str(answer["url"])

    def finish(self, work: Work, state: str, ticket: str, lasts: timedelta) -> RegisteredPerson | None:
        """The person came back from the check: the conversation that asked speaks for him from then on. None
        for a link that was used, is too old, or was passed by somebody else. Raises NotConnected."""
        sealed = work.secrets.seal(PURPOSE, state)
        wanted = select(Challenge).where(Challenge.purpose == PURPOSE, Challenge.code_hash == sealed)
        kept = work.session.scalar(wanted.with_for_update())
        if kept is None or kept.closed_at is not None or kept.expires_at <= work.now:
            return None
        kept.closed_at = work.now  # once, whatever comes of it
        result = self._asked("GET", f"/checks/{ticket}") or {}
        person = self.find(work.session, LicenceNo(kept.licence_no))
        passed = result.get("passed") is True and result.get("licence_no") == kept.licence_no
        if not passed or person is None or not person.active:
            audit.note(work.session, work.clock, "system", "identity.person_refused", kept.id)
            return None
        kept.used_at = work.now
        callers.begin(
            work, channel=kept.channel, account=kept.account, person=person, method="person", lasts=lasts
        )
        return person

    def _told(self, licence_no: str) -> dict[str, Any] | None:
        """What the platform says of a number, the last word of the last seconds."""
        with self._guard:
            at, told = self._known.get(licence_no, (float("-inf"), None))
        if self._now() - at < FRESH_SECONDS:
            return told
        try:
            told = self._asked("GET", f"/lawyers/{licence_no}")
        except NotConnected:
            return told if self._now() - at < HELD_SECONDS else None
        with self._guard:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[licence_no] = (self._now(), told)
        return told

    def _asked(self, method: str, path: str, **body: Any) -> dict[str, Any] | None:
        """None for 404. Raises NotConnected for no answer, or one that is none."""
        try:
            answer = self._client.request(method, path, **body)
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            answer.raise_for_status()
            told: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise NotConnected(AWAY) from error
        return told
