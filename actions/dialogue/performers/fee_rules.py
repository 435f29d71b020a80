"""What is said of paying a fee: who and when, what follows if not, relief, and review."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.agenda import Reply, Task
from actions.dialogue.fee_question import FeeQuestion
from actions.dialogue.fee_words import named_in
from actions.dialogue.performers.outcome import Job
from actions.law.articles import citations
from actions.law.fees import Instance
from actions.law.paying import Payment, bearing, how_to_ask_for_relief, payment, payment_of, reliefs, review


def rules_told(question: FeeQuestion, job: Job) -> list[Reply]:
    """The rules that the words ask about; none where they ask for a sum alone."""
    words = asked_about(job.task)
    match named_in(words, "topics"):
        case "relief":
            return [_relief(words, job)]
        case "review" | "bears" as topic:
            told = review() if topic == "review" else bearing()
            return [Reply("fee.rule", {"text": told.text, "law": _law(told.articles, job)})]
        case "unpaid" | "when":
            rule = _payment(question, words)
            return [_paying(rule, job)] if rule else []
        case _:
            return []


def asked_about(task: Task) -> str:
    """The words of a follow-up that ask about a rule, else those of the first question."""
    return str(task.fields.get("asks") or task.words)


def _payment(question: FeeQuestion, words: str) -> Payment | None:
    named = named_in(words, "who")
    if named:
        return payment_of(named)
    return payment(question.kind, Instance(question.conditions.get("instance", "first")))


def _paying(rule: Payment, job: Job) -> Reply:
    return Reply(
        "fee.paying",
        {
            "name": rule.name,
            "who": rule.who,
            "when": rule.when,
            "unpaid": rule.unpaid,
            "notes": rule.notes,
            "law": _law(rule.articles, job),
        },
    )


def _relief(words: str, job: Job) -> Reply:
    """The kinds of relief that are named, else all three, each with its cases."""
    signs = {"exempt": "免", "reduced": "减", "deferred": "缓"}
    named = [key for key, sign in signs.items() if sign in words]
    told = [reliefs()[key] for key in (named or signs)]
    how = how_to_ask_for_relief()
    articles = [key for each in told for key in each.articles]
    return Reply(
        "fee.relief",
        {
            "reliefs": [{"name": each.name, "who": each.who, "cases": list(each.cases)} for each in told],
            "how": how.text,
            "law": _law([*articles, *how.articles], job),
        },
    )


def _law(articles: Sequence[str], job: Job) -> str:
    return citations(articles, spoken=job.heard.modality == "spoken")
