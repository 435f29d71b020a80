"""A sentence that goes on with what was just told: another sum, the second of a list, another grade, why."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from actions.dialogue.act import Act, Cases, Follows, Points, Wishes
from actions.dialogue.agenda import CASE, Agenda
from actions.dialogue.correcting import takes_back
from actions.dialogue.fee_words import fee_conditions
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import ASIDE, ASIDE_FROM_WORDS, UNDERSTOOD, can_begin, certain, meaning
from actions.service.functions import function
from bot.language.choices import choose
from bot.language.forms import asks, wishes
from bot.language.grades import read_rating
from bot.language.short_answers import is_filler, said_outright

FEE, RATE = "consult.fee", "feedback.rate"
_GOES_ON = re.compile(
    r"^(?:嗯|哦|好的?|行|啊|呃|[,。 ])*(?:那么?|要是|如果|假如|换成?|改成?|走|按|若|万一|不对|错了|数|金额|标的|应该是|其实|再加|加上|另外还有|又加|还有)"
    r"|(?:呢|咧|哪)[?。!]*$|报错|说错|讲错|记错|搞错|算错|应该是|改成|换成"
)
_ADDS = re.compile(r"再加|加上|另外还有|又加|还要加|外加|另加|还有")
_POINTS = re.compile(
    r"第[一二两三四五六七八九十\d]|[那这剩][个件场起一下]|最后|前面|后面|前一|后一|头一|上面|下面|另外?[那一]|倒数"
)
_REST = re.compile(r"剩下|另外[那一]|其他|其余")
_REGRADES = re.compile(r"改|还是|换|重新|其实|打|给|分|星|满意|算了")
REMARK = 4
"""So many characters at least are a remark."""


def followed(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """None for a sentence that stands by itself."""
    told = agenda.told
    if told is None or is_filler(heard.text) or said_outright(heard.text):
        return None
    if told["function"] == FEE:
        return _fee(told, heard)
    if told["function"] == RATE:
        return _grade(told, heard)
    return _item(told, heard, desk) if told.get("items") else None


def _fee(told: dict[str, Any], heard: Heard) -> Act | None:
    """What is asked anew with all its own conditions is a new question; a condition alone changes the old."""
    if heard.first("case_number") or not (_GOES_ON.search(heard.text) or takes_back(heard)):
        return None
    other = can_begin(meaning(heard)) and meaning(heard) != FEE and certain(heard) >= ASIDE_FROM_WORDS
    changes: dict[str, Any] = fee_conditions(heard.text)
    said = heard.first("amount_yuan")
    if said is not None:
        before = told["fields"].get("amount_yuan")
        adds = before is not None and _ADDS.search(heard.text)
        changes["amount_yuan"] = str(Decimal(before) + Decimal(said)) if adds else said
    if not changes or (other and "amount_yuan" not in changes and wishes(heard.text)):
        return None
    return Follows(changes)


def _grade(told: dict[str, Any], heard: Heard) -> Act | None:
    rating = heard.first("rating") or read_rating(heard.text)
    if rating is not None and _REGRADES.search(heard.text) and not asks(heard.text):
        return Follows({"rating": int(rating)})
    other = can_begin(meaning(heard)) and meaning(heard) not in (
        RATE,
        "feedback.complain",
        "feedback.suggest",
    )
    if asks(heard.text) or (other and certain(heard) >= ASIDE and wishes(heard.text)):
        return None
    if meaning(heard).startswith("dialog.") and certain(heard) >= ASIDE:
        return None
    return Follows({"remark": heard.words.strip()}) if len(heard.text) >= REMARK else None


def _item(told: dict[str, Any], heard: Heard, desk: Cases) -> Act | None:
    if heard.first("case_number") or not _POINTS.search(heard.text):
        return None
    items = told["items"]
    index = _index(items, heard, desk)
    if index is None:
        return None
    code = meaning(heard)
    sure = can_begin(code) and certain(heard) >= UNDERSTOOD
    if sure and function(code).is_request:
        return Wishes(
            code, heard, {name: items[index][name] for name in (CASE, "hearing") if items[index].get(name)}
        )
    asked = (
        code
        if sure and function(code).kind == "query" and function(code).case != "none"
        else told["function"]
    )
    return Points(index, asked)


def _index(items: list[dict[str, Any]], heard: Heard, desk: Cases) -> int | None:
    found = choose(heard.text, [item["title"] for item in items], desk.today)
    if len(found) == 1:
        return found[0]
    return len(items) - 1 if _REST.search(heard.text) and len(items) == 2 else None
