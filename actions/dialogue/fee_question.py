"""What a talk has told of a fee so far, as the law's question: conditions from the words, sums by role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from actions.dialogue.agenda import Task
from actions.dialogue.fee_words import CONDITIONS, fee_conditions, named_in, raises
from actions.law.fees import Circumstances, Instance
from actions.law.resting import Asked
from actions.law.sums import Role, Sums
from actions.law.terms import Procedure

DEFAULT_KIND = "property"
ALL = "all"
"""The answer that the whole judgment is disputed."""
Said = list[list[str]]
"""Sums as they are kept in a task: [role, yuan] each."""
_MAIN = ("claim", "added", "damages", "property", "preserved", "enforced", "estate")
_CHANGED = ("reduced_to", "reduced_by", "raised_to", "raised_by")
_PLAIN = ("claim", "reduced_to", "raised_to")
"""What 改成四十万呢 may be read as: after an answer it is another sum."""
_BESIDE = ("counter", "third_party")
_NEGATIVE = re.compile(r"(?:负|(?<![\d年月号—-])-) ?(?=[\d一二三四五六七八九十百千万两])")


@dataclass(frozen=True)
class FeeQuestion:
    """`conditions` by name (fee_words.CONDITIONS); `sums` with roles; `figures` and `province` where the
    house has figures of provinces."""

    conditions: Mapping[str, str]
    sums: Said = field(default_factory=list)
    figures: Path | None = None
    province: str | None = None

    @property
    def kind(self) -> str:
        named = self.conditions.get("kind")
        if named is None and self.conditions.get("instance") == Instance.RETRIAL and not self.sums:
            return "retrial"
        return named or DEFAULT_KIND

    @property
    def asked(self) -> Asked:
        """Raises InvalidAmount for a sum that is none."""
        told = self.conditions
        procedure, event = told.get("procedure"), told.get("event")
        on = Circumstances(
            procedure=Procedure(procedure) if procedure else None,
            instance=Instance(told.get("instance", "first")),
            halved="halved" in told,
            province=self.province,
            figures=self.figures,
        )
        return Asked(
            self.kind,
            Sums.of((role, Decimal(amount)) for role, amount in self.sums),
            on,
            event,
            joined=_yes_or_no(told.get("joined")),
            inquiry_closed=_yes_or_no(told.get("inquiry_closed")),
            whole=told.get("whole") == "yes",
        )

    def as_fields(self) -> dict[str, Any]:
        """What is kept of it, so that it can be followed up."""
        return {**self.conditions, "sums": [list(each) for each in self.sums]}


def question_of(task: Task, figures: Path | None = None, province: str | None = None) -> FeeQuestion:
    """From the sentence that opened the task, its answers, and what was told before (a follow-up)."""
    words = f"{task.words} {task.spoken.get('amount_yuan', '')}"
    kept = {name: task.fields[name] for name in CONDITIONS if task.fields.get(name)}
    conditions = fee_conditions(words) | kept if "sums" not in task.fields else kept
    sums: Said = [list(each) for each in task.fields.get("sums", sums_in(task.entities, task.words))]
    told = {Decimal(amount) for _, amount in sums}
    if task.fields.get("sum_is"):
        sums = [[str(task.fields["sum_is"]) if role == Role.PAID else role, amount] for role, amount in sums]
    answered = task.fields.get("amount_yuan")
    if answered and Decimal(answered) not in told:
        sums.append([Role.CLAIM.value, answered])
    disputed = task.fields.get("disputed_yuan")
    if disputed == ALL:
        conditions = {**conditions, "whole": "yes"}
    elif disputed:
        sums = [*(each for each in sums if each[0] != Role.DISPUTED), [Role.DISPUTED.value, disputed]]
    return FeeQuestion(conditions, sums, figures, province)


def sums_in(entities: Mapping[str, Sequence[Any]], words: str) -> Said:
    """The sums read in a sentence; what is added to a suit that goes on raises its claim.

    Several plain claims count together where the reading adds them up, or has their total (`sum_base`); where
    it does not, none of them is taken (`several`).
    """
    read = entities.get("sum") or [
        {"role": "claim", "yuan": each} for each in entities.get("amount_yuan", ())
    ]
    said: Said = [[each["role"], each["yuan"]] for each in read]
    if _plain_claims(read):
        if several(entities):
            return []
        total = [[Role.CLAIM.value, str(base)] for base in entities.get("sum_base", ())]
        return total if total and total[0] in said else said
    if named_in(words, "third_party"):
        said = [[Role.THIRD_PARTY.value if role == Role.CLAIM else role, amount] for role, amount in said]
    if named_in(words, "appeal_fee_paid"):
        said = [[Role.PAID.value if role == Role.DISPUTED else role, amount] for role, amount in said]
    claims = any(role == Role.CLAIM for role, _ in said)
    raised = claims and raises(words)
    return [["raised_by" if raised and role == Role.ADDED else role, amount] for role, amount in said]


def fee_or_claim(task: Task) -> bool:
    """Whether a sum may be a fee that was paid or the claim it was paid for (五十万的诉讼费退不退)."""
    read = [each["role"] for each in task.entities.get("sum", ())]
    unsaid = "sums" not in task.fields and not task.fields.get("sum_is")
    return unsaid and read == [Role.PAID] and named_in(task.words, "paid_in_words") is None


def apart(task: Task) -> list[Said]:
    """Claims of which each is asked about by itself (十万、五十万分别多少); none where they are one."""
    if "sums" in task.fields or named_in(task.words, "apart") is None:
        return []
    read = task.entities.get("sum", ())
    claims = [each["yuan"] for each in read if each["role"] in (Role.CLAIM, Role.ADDED)]
    return [[[Role.CLAIM.value, yuan]] for yuan in claims] if len(claims) == len(read) > 1 else []


def several(entities: Mapping[str, Sequence[Any]]) -> bool:
    """Whether several claims were said that belong together in no way that is plain."""
    return _plain_claims(entities.get("sum", ())) and not entities.get("sum_base")


def _plain_claims(read: Sequence[Mapping[str, str]]) -> bool:
    return len(read) > 1 and all(each["role"] == Role.CLAIM for each in read)


def sums_after(before: Said, said: Said, *, adds: bool) -> Said:
    """The sums of a follow-up: what is added stands beside the others, what is said anew replaces its like.

    A sum without a role of its own takes that of the one asked about (改成四十万呢).
    """
    kept = [list(each) for each in before]
    for role, amount in said:
        plain = role in _PLAIN
        if role in ("added", "raised_by") or (plain and adds and kept):
            kept.append(["added" if plain else role, amount])
            continue
        role = _main_role(kept) if plain else role
        like = {*_MAIN, *_CHANGED} if role in _MAIN else {role}
        kept = [each for each in kept if each[0] not in like] + [[role, amount]]
    return kept


def _main_role(kept: Said) -> str:
    """Of what the fee told last was: a part disputed, a counter-claim alone, else a claim."""
    roles = [role for role, _ in kept]
    if Role.DISPUTED in roles:
        return Role.DISPUTED.value
    others = [role for role in roles if role != Role.BASE_FEE]
    return others[0] if len(set(others)) == 1 and others[0] in _BESIDE else Role.CLAIM.value


def negative(words: str) -> bool:
    """Whether a sum below zero is named."""
    return _NEGATIVE.search(words) is not None


def _yes_or_no(told: str | None) -> bool | None:
    return None if told is None else told == "yes"
