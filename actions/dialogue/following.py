"""A sentence that goes on with what was just told: another sum, the second of a list, another grade, why."""

from __future__ import annotations

import re
from typing import Any

from actions.dialogue.act import Act, Cases, Follows, Points, Wishes
from actions.dialogue.agenda import CASE, Agenda
from actions.dialogue.deadline_question import changes as deadline_changes
from actions.dialogue.deadline_words import asks_for_a_day
from actions.dialogue.fee_question import sums_after, sums_in
from actions.dialogue.fee_words import asks_how, fee_conditions, named_in
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import UNDERSTOOD, can_begin, certain, is_aside, meaning
from actions.law.lookup import following
from actions.service.documents.materials import by_title, materials_named
from actions.service.documents.templates import template_named
from actions.service.functions import function, functions
from bot.language.articles_asked import asked_articles
from bot.language.choices import choose
from bot.language.forms import asks, tells, wishes
from bot.language.going_on import asks_to_fill, going_on
from bot.language.grades import read_rating, remark

PERSON = "human.agent"
FEE, DEADLINE, RATE = "consult.fee", "consult.deadline", "feedback.rate"
GENERAL, LAW = "consult.procedure", "consult.law"
MATERIALS, TEMPLATE = "consult.materials", "consult.template"
_ADDS = re.compile(r"再加|加上|另外还有|又加|还要加|外加|另加|还有")
_REST = re.compile(r"剩下|另外[那一]|其他|其余")
_REGRADES = re.compile(r"改|还是|换|重新|其实|打|给|分|星|满意|算了")
_GOES_ON = re.compile(r"(?:那|要是|如果|假如|若是?|改成|换成|改为|算成).{1,16}|.{1,10}呢[?？。]?$")
_PUT_RIGHT = re.compile(
    r"(?:我|刚才|刚刚|哦|啊|嗯|不对|[,， ])*(?:说|报|记|搞|弄|写|打|讲|看)错|不对[,， ]|(?:更正|应该是)"
)
"""What was given was wrong (我说错了，是18号收到的)."""
_FEE_OF = re.compile(r"(?:诉讼|受理|保全|执行|上诉|申请|反诉)费(?:用)?[^,。;]{0,8}(?:多少|怎么算|几多)")
_BARE = re.compile(r"\W*[一二三四五1-5]\W*")
RATE_HINT = "request.rate_hint"
BRIEF = 18
"""Characters of a sentence that changes one thing and nothing else."""
POINTED = 10
"""Characters at most that point at one of two questions, and are no question of their own."""
REGRADED = 10
"""Fewer characters with a grade among them are a grade, and nothing else."""


def followed(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """What changes, or which one is pointed at; None where nothing of that can be read."""
    told = agenda.told or {}
    if told.get("items") and (act := _item(told, heard, desk)) is not None:
        return act
    if told.get("function") == FEE and (changes := _fee(told, heard)):
        return Follows(changes)
    if told.get("function") == DEADLINE and (changes := deadline_changes(heard, desk.today)):
        return Follows(changes)
    if told.get("function") == RATE:
        other = is_aside(heard) and wishes(heard.text) and not heard.first("rating")
        graded = {} if other else _grade(heard)
        return Follows(graded) if graded else None
    done = told.get("function")
    invited = (done and function(done).is_request) or any(r["key"] == RATE_HINT for r in agenda.said)
    if heard.first("rating") or (read_rating(heard.text) and (invited or not _BARE.fullmatch(heard.text))):
        return Wishes(RATE, heard)  # 一 alone is a grade only where one was asked for
    return None


def changes_something(told: dict[str, Any], heard: Heard) -> bool:
    """Whether a condition, a sum or a grade can be read in it, whatever else it may be."""
    match told["function"]:
        case "consult.fee":
            return bool(_fee(told, heard))
        case "feedback.rate":
            return bool(_grade(heard).get("rating"))
        case _:
            return bool(heard.first("rating") or read_rating(heard.text))


def plainly(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A brief sentence that only changes what was just reckoned (那裁定呢), or asks how it was."""
    told = agenda.told or {}
    if agenda.top is not None or told.get("function") not in (FEE, DEADLINE) or len(heard.text) > BRIEF:
        return None
    if asks_how(heard.text):
        return Follows({"explains": True})
    if _applies(heard):
        return None  # 交不起，帮我申请缓交
    if told["function"] == FEE and named_in(heard.text, "topics") and not heard.first("case_number"):
        return Follows({"asks": heard.text})
    goes_on = _GOES_ON.match(heard.text) or _PUT_RIGHT.match(heard.text)
    return followed(agenda, heard, desk) if goes_on else None


def _applies(heard: Heard) -> bool:
    """Whether a request is wished for, and not only asked about."""
    known = functions().get(heard.function)
    return known is not None and known.is_request and (wishes(heard.text) or "申请" in heard.text)


def more_asked(agenda: Agenda, heard: Heard) -> Act | None:
    """A question after a general answer, which may go on from it: both are looked for (那二审呢)."""
    after = agenda.top is None and (agenda.told or {}).get("function") == GENERAL
    return Follows({"more": heard.text}) if after else None


def question_picked(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """One of the questions offered where none was surely meant: by its words, or briefly (上诉的那个)."""
    offered = list((agenda.told or {}).get("offered", ()))
    if agenda.top is not None or not offered:
        return None
    if heard.text in offered:
        return Follows({"more": heard.text})
    pointed = choose(heard.text, offered) if len(heard.text) <= POINTED and not asks(heard.text) else []
    return Follows({"more": offered[pointed[0]]}) if len(pointed) == 1 else None


def on_with_the_law(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """Right after an article: the rest of it, the whole, the next, or another number of the same law."""
    told = agenda.told or {}
    if agenda.top is not None or told.get("function") != LAW:
        return None
    fields, step = told["fields"], going_on(heard.text)
    if step == "more":
        return Follows({"part": fields["part"] + 1}) if fields["more"] else None
    if step == "full":
        return Follows({"full": True, "part": 0})
    if step is not None:
        number = following(fields["law_name"], fields["at"] or 0, 1 if step == "next" else -1)
        return Follows({"asked": f"第{number}条", "part": 0, "full": False}) if number else None
    asked = asked_articles(heard.text)
    if asked.places and len(asked.topic) < 2:
        return Follows({"asked": heard.text, "part": 0, "full": False})
    return None


def one_of_several(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """Which of several matters was meant, right after that was asked (民事的); or the document filled in."""
    told = agenda.told or {}
    if agenda.top is None and told.get("function") == TEMPLATE and asks_to_fill(heard.text):
        return Follows({"filled": True}) if template_named(heard.text) is None else Wishes(TEMPLATE, heard)
    if agenda.top is not None or told.get("function") != MATERIALS or not told["fields"].get("several"):
        return None
    named = materials_named(heard.text, told["fields"].get("function"))
    meant = named if len(named) == 1 else by_title(heard.text, told["fields"]["several"])
    return Follows({"key": meant[0].key, "several": []}) if len(meant) == 1 else None


def an_article(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """Nothing but an article, by law and number, where nothing is open: it is looked up."""
    asked = asked_articles(heard.text) if agenda.top is None and heard.event is None else None
    plain = asked is not None and asked.law and asked.places and len(asked.topic) <= BESIDE_AN_ARTICLE
    return Wishes(LAW, heard) if plain else None


BESIDE_AN_ARTICLE = 3
"""Characters left beside an article that may be of it (第二款, 第一项)."""


_AT_LATEST = re.compile(r"最[晚迟].{0,6}(?:哪一?天|几号|什么时候|何时)")


def a_last_day(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A day and a period that runs from it, and which day is asked for: it is counted, though it sounds like
    a general question or comes after another count."""
    sounds = heard.function in (GENERAL, DEADLINE) or _AT_LATEST.search(heard.text)
    if agenda.top is not None or not sounds or heard.first("case_number"):
        return None
    return Wishes(DEADLINE, heard) if asks_for_a_day(heard.text, desk.today) else None


def a_fee_of_a_sum(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """How much a fee of a sum is (冻结八十九万六，保全费多少): it is reckoned, though the sum sounds like
    that of a request. A fee that was paid is none to be reckoned."""
    if agenda.top is not None or heard.first("case_number") or not _FEE_OF.search(heard.text):
        return None
    claimed = any(each.get("role") != "paid" for each in heard.entities.get("sum", ()))
    return Wishes(FEE, heard) if claimed else None


def _fee(told: dict[str, Any], heard: Heard) -> dict[str, Any]:
    """The conditions that are said anew, and the sums with what was added or put in their place."""
    changes: dict[str, Any] = fee_conditions(heard.text)
    said = sums_in(heard.entities, heard.text)
    if said:
        before = told["fields"].get("sums") or sums_in(
            {"amount_yuan": [told["fields"]["amount_yuan"]] if told["fields"].get("amount_yuan") else []}, ""
        )
        changes["sums"] = sums_after(before, said, adds=_ADDS.search(heard.text) is not None)
    if named_in(heard.text, "topics"):
        changes["asks"] = heard.text
    elif asks_how(heard.text) and not changes:
        changes["explains"] = True
    return changes


def a_number_to_ring(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A telephone number right after a ticket: it is where the call-back is to ring."""
    told, number = agenda.told or {}, heard.first("phone")
    if agenda.top is not None or number is None or told.get("function") != PERSON:
        return None
    return Wishes(PERSON, heard, {**told["fields"], "phone": number})


def _grade(heard: Heard) -> dict[str, Any]:
    """Another grade, why, or both."""
    said = heard.entities.get("rating", ())
    rating = said[-1] if said else read_rating(heard.text)
    changes: dict[str, Any] = {}
    if rating is not None and (_REGRADES.search(heard.text) or len(heard.text) < REGRADED):
        changes["rating"] = int(rating)
    if heard.first("phone") and not changes:
        return {}  # a number to ring is no reason for a grade
    why = remark(heard.words) if changes else heard.words.strip() if tells(heard.words) else None
    return changes | ({"remark": why} if why else {})


def _item(told: dict[str, Any], heard: Heard, desk: Cases) -> Act | None:
    items = told["items"]
    index = _index(items, heard, desk)
    if index is None:
        return None
    code = meaning(heard)
    sure = can_begin(code) and certain(heard) >= UNDERSTOOD
    if sure and function(code).is_request:
        known = {name: items[index][name] for name in (CASE, "hearing") if items[index].get(name)}
        return Wishes(code, heard, known)
    queries = sure and function(code).kind == "query" and function(code).case != "none"
    return Points(index, code if queries and function(code).built else told["function"])


def _index(items: list[dict[str, Any]], heard: Heard, desk: Cases) -> int | None:
    if heard.first("case_number"):
        return None
    found = choose(heard.text, [item["title"] for item in items], desk.today)
    if len(found) == 1:
        return found[0]
    return len(items) - 1 if _REST.search(heard.text) and len(items) == 2 else None
