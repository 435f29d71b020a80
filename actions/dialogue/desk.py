"""What an action works with: the store, the time, and who is speaking, looked up by the turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from actions.service.clock import BEIJING, Clock
from actions.service.conversations import inbox
from actions.service.conversations.callbacks import answered_there, reachable
from actions.service.court_record.facts import court_code_of
from actions.service.court_record.hearings import clash
from actions.service.court_record.own_cases import OwnCase, own_cases
from actions.service.court_record.own_hearings import OwnHeld, entered_by
from actions.service.functions import function as function_of
from actions.service.identity.callers import Caller, caller_of
from actions.service.identity.visibility import barred_from, unverified, visible_case, visible_cases
from actions.service.requests.kinds import KINDS, Record, offered
from actions.service.requests.matters import has_matter, matter
from actions.service.requests.submission import barred
from actions.service.senses import Senses
from actions.service.turn_effects import brought_about
from actions.service.wording import Modality
from actions.service.work import Work

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from actions.store.conversations import Conversation
    from actions.store.records import Case


@dataclass
class Desk:
    """One action's view of the house, inside one transaction."""

    work: Work
    turn_id: str
    conversation: Conversation
    declined: list[str] = field(default_factory=list)
    _cases: dict[str | None, list[OwnCase]] = field(default_factory=dict)

    @classmethod
    def for_turn(cls, work: Work, turn_id: str) -> Desk:
        """Raises NotFound for a turn that the inbox does not have."""
        return cls(work, turn_id, inbox.conversation_of(work.session, turn_id))

    @property
    def session(self) -> Session:
        return self.work.session

    @property
    def clock(self) -> Clock:
        return self.work.clock

    @property
    def site(self) -> str:
        return self.work.site

    @cached_property
    def caller(self) -> Caller:
        return caller_of(
            self.work,
            channel=self.conversation.channel,
            account=self.conversation.account,
            bearer_licence=self.conversation.bound_licence_no,
        )

    @property
    def today(self) -> date:
        return self.work.today

    @property
    def senses(self) -> Senses | None:
        return self.work.senses

    def cases_for(self, function: str | None) -> list[OwnCase]:
        """The cases this caller may have this function for: an assistant only those granted for it."""
        if function not in self._cases:
            rows = visible_cases(self.session, self.clock, self.caller, function)
            self._cases[function] = own_cases(self.session, self.clock, rows)
        return self._cases[function]

    @cached_property
    def unverified(self) -> list[OwnCase]:
        """The cases in which he is on record, and his representation is not verified yet."""
        rows = unverified(self.session, self.today, self.caller)
        return [OwnCase(each.case_number, "", each.cause, each.stage) for each in rows]

    def can_be_done_in(self, function: str, case_number: str) -> bool:
        """Whether the record of a case has what a function needs there: a hearing to come, a fee due, a paper
        to be signed."""
        record = self.record(function, case_number)
        needed = [each for each in function_of(function).fields_for({}) if KINDS[each.reader].none_offered]
        return all(offered(record, each) for each in needed)

    def own_case(self, case_number: str, function: str | None) -> OwnCase | None:
        return next((each for each in self.cases_for(function) if each.case_number == case_number), None)

    def barred(self, function: str) -> str | None:
        """Why this caller may not make this request, whatever case it is about; None if he may."""
        return barred(self.caller, matter(function)) if self.caller.level and has_matter(function) else None

    def case(self, case_number: str, function: str) -> Case | None:
        """The case if this caller may hear of it for this function; else None, whyever."""
        return visible_case(self.session, self.clock, self.caller, case_number, function)

    def record(self, function: str, case_number: str | None) -> Record:
        """What fields are offered and filled from: nothing of a case that he may not hear of."""
        his = case_number is not None and self.own_case(case_number, function) is not None
        return Record(self.work, case_number if his else None, self.caller.licence_no)

    def barred_from(self, function: str, case_number: str | None, modality: Modality) -> str | None:
        """Why this verified caller may not have the function, in words; None where he may."""
        case = self.case(case_number, function) if case_number else None
        return barred_from(self.work, self.caller, case, function, modality)

    def clashes_with(self, hearing_id: str | None, function: str) -> list[str]:
        """What of the caller's other hearings stands in the way of this one, as a reason in words."""
        cases = self.cases_for(function)
        every = [hearing for case in cases for hearing in case.hearings]
        this = next((hearing for hearing in every if hearing.id == hearing_id), None)
        others = [each for each in every if this is not None and clash(this, each)]
        courts = {case.case_number: case.court_name for case in cases}
        entered = [OwnHeld.of(row) for row in entered_by(self.session, self.caller.licence_no or "")]
        own = [each for each in entered if this is not None and clash(this, each)]
        return [f"与{courts[each.case_number]}{each.label}的庭审冲突" for each in others] + [
            f"与{each.starts_at.astimezone(BEIJING):%-m月%-d日%H:%M}的{each.label}冲突" for each in own
        ]

    @property
    def answered_here(self) -> bool:
        """Whether staff can answer in this conversation itself."""
        return answered_there(self.work, self.conversation)

    @property
    def number_known(self) -> bool:
        """Whether somebody who rings back would know which number."""
        return reachable(self.work, self.conversation) is not None

    def note_declined(self, kind: str) -> None:
        """What was declined is kept on record, without the words."""
        self.declined.append(kind)

    def has_effect(self, ordinal: int) -> bool:
        """Whether this turn has brought this about already, in a run that was cut short."""
        return brought_about(self.session, self.turn_id, ordinal)

    def remember_court(self, case_number: str | None) -> None:
        """The court whose case is spoken of is the court whose staff take the conversation up."""
        court_code = court_code_of(self.session, case_number) if case_number else None
        self.conversation.court_code = court_code or self.conversation.court_code
