"""How an answer becomes the value of the field that was asked for: one reader a kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from actions.dialogue.agenda import Task
from actions.dialogue.choosing import choice_alone, choices_named, yes_or_no
from actions.dialogue.courts_named import courts_named
from actions.dialogue.fee_question import ALL
from actions.dialogue.heard import Heard
from actions.dialogue.law_answers import law_meant, question_of_law
from actions.service.documents.materials import materials_named
from actions.service.documents.templates import template_named
from actions.service.requests.kinds import KINDS
from actions.service.requests.question import Field
from bot.language.amendments import bare
from bot.language.case_number import parse_exact
from bot.language.choices import choose
from bot.language.digits import read_integer
from bot.language.grades import read_rating
from bot.language.labelled import Labelled, unlabelled
from bot.language.money import read_amount
from bot.language.names import find_in_office, read_name
from bot.language.no_days import is_about, no_such_day
from bot.language.party_named import read_party
from bot.language.spoken_names import answered_name, has_family_name
from bot.language.until import read_until

_OFFICE = re.compile(
    r"(?:(?:就)?是|申请|要求|让|请)?(?:人民陪审员|法官助理|审判长|审判员|书记员|执行员|鉴定人|鉴定员|翻译人?员?|勘验人|陪审员|检察员|公诉人"
    r"|(?:主审|承办|执行|独任)?法官|(?:副)?[院庭]长|助理|承办人?)(?:是|叫|:|的)?"
)
_SAID_DAY = re.compile(r"(?<![\d.])(\d{1,2})[./月](\d{1,2})(?![\d.])")
_DAY_ALONE = re.compile(r"(?<![\d月])(\d{1,2}|[一二三]?十?[一二三四五六七八九十])[号日](?!楼|法庭|院|案)")
_TOTAL = re.compile(
    r"合计|总共|一共|共计|合共|总计|加(?:起来|一块儿?|一起)|合(?:起来|一块儿?|着)|总数|总额|(?:就|还是)?按(?=[一二三四五六七八九十\d])|拢共|统共"
)
IN_OWN_WORDS = ("content", "remark", "message")
"""What is kept as it was said: too long, it is asked for again and never cut."""
AS_IT_WAS = (*IN_OWN_WORDS, "facts")
"""Here a paper may be told of that names a day which there is not."""
_PAPER = re.compile(r"号|书|判决|裁定|裁决|公证|调解|证")
TOO_LONG = "dialog.too_long"
NO_SUCH_DAY, OPEN_DAY = "field.no_such_day", "field.open_day"
_WHOLE = re.compile(r"全部|全都|整个|都不服|所有|全额|全案")


@dataclass(frozen=True)
class Read:
    """A value, or (None) why not, as a reply key. `whole`: hardly anything else was said."""

    value: Any = None
    problem: str | None = None
    whole: bool = False
    address: str | None = None
    """Said beside a party."""
    rest: str = ""
    """Clauses that are no part of the value, where a value has a shape."""


_RULED_OUT = re.compile(
    r"(?:那天|这天|上午|下午|的话)*(?:我|也|就|都|又)*"
    r"(?:不(?:行|成|对|方便|合适)|[去来]不了|没空|有个?庭|限行|不(?=[,， ]))"
)
_NOT_THAT_ONE = re.compile(
    r"[,，。 ](?:刚[才刚]|前面|之前|上面)[^,，。]*?(?:不算|不对|错了|作废|不要了)[。]?$"
)
"""A sum said before, which no longer counts."""
_IN_ITS_PLACE = re.compile(r"改|不对|不是|错了|还是|那就|哦不|啊不")
OFFERED = 6
"""Courts of one name that are offered at most."""
Reader = Callable[[Heard, Field, list[Any]], Read]


def read_field(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """Read the answer to a question. `offered` are the values behind numbered options, if any were given."""
    return READERS[field.reader](heard, field, offered)


def mentioned(heard: Heard, field: Field, *, plainly: bool = False) -> Any | None:
    """A value that nobody asked for, said in passing: a choice then counts only by its own words; in place of
    one made before, `plainly` said."""
    if field.reader == "choice":
        named = choices_named(heard.text, field, plainly=plainly)
        return named[0] if len(named) == 1 else None
    if field.reader == "cause":
        return heard.first("cause")  # any words are one only where it was asked for
    if field.reader == "court" and not heard.first("court"):
        return None  # a place alone is a court only where one was asked for
    read = read_field(heard, field, [])
    return None if read.problem else read.value


def clause(heard: Heard, part: Labelled) -> Heard:
    """The message as if only this part of it had been said, with what was read in it."""
    return replace(heard.part(part.start, part.end), text=part.value, words=part.value)


def chosen(text: str, titles: Sequence[str]) -> int | None:
    """Which of the offered titles is meant, if it is clear."""
    indexes = choose(text, titles)
    return indexes[0] if len(indexes) == 1 else None


def is_free_text(field: Field) -> bool:
    return KINDS[field.reader].free_text


def counts_in_passing(field: Field) -> bool:
    return KINDS[field.reader].in_passing and not field.only_asked


def _text(heard: Heard, field: Field, offered: list[Any]) -> Read:
    words = heard.words.strip()
    if words in [title for title, _ in offered]:
        return Read(words, whole=True)
    if len(words) > field.max_length and field.told in IN_OWN_WORDS:
        return Read(problem=TOO_LONG)
    words = unlabelled(words, field.labels) if field.labels else words
    if field.shape is not None:
        return SHAPES[field.shape](words, heard, field)
    if field.told not in AS_IT_WAS and no_such_day(words):
        return Read(problem=NO_SUCH_DAY)
    words = words if field.told in IN_OWN_WORDS else bare(words)
    return Read(words[: field.max_length]) if len(re.sub(r"[\W_]", "", words)) >= 2 else Read()


def _party(words: str, heard: Heard, field: Field) -> Read:
    party = read_party(words, several=field.shape == "parties")
    if party is None:
        return Read()
    return Read(party.name[: field.max_length], whole=True, address=party.address)


def _until(words: str, heard: Heard, field: Field) -> Read:
    if no_such_day(words):
        return Read(problem=NO_SUCH_DAY)
    said = read_until(words)
    return Read() if said is None else Read(said.value[: field.max_length], rest=said.rest)


def _paper(words: str, heard: Heard, field: Field) -> Read:
    """The number of a paper, or of the case in which it was made; a paper called by its name."""
    number = heard.first("case_number")
    named = number or _PAPER.search(words)
    return Read(bare(words)[: field.max_length], whole=number is not None) if named else Read()


SHAPES: Mapping[str, Callable[[str, Heard, Field], Read]] = {
    "party": _party,
    "parties": _party,
    "until": _until,
    "paper": _paper,
}


def _choice(heard: Heard, field: Field, offered: list[Any]) -> Read:
    alone = choice_alone(heard.text, field)
    if alone is not None:
        return Read(alone, whole=True)
    named = choices_named(heard.text, field)
    if len(named) == 1:
        return Read(named[0])
    if field.yes_or_no and not named and (plain := yes_or_no(heard.text)) is not None:
        return Read(plain, whole=True)
    index = chosen(heard.text, [choice.title for choice in field.choices])
    return Read(field.otherwise) if index is None else Read(field.choices[index].value)


def _offered(heard: Heard, field: Field, offered: list[Any]) -> Read:
    titles = [str(title) for title, _ in offered]
    index = on_day(heard, titles)
    if index is None:
        index = chosen(heard.text, titles)
    return Read() if index is None else Read(offered[index][1])


def on_day(heard: Heard, titles: Sequence[str]) -> int | None:
    """The one title (12月8日 14:00 第五法庭) of the day, and hour, that was said last: 不是一号，是八号."""
    days = [f"{int(month)}月{int(day)}日" for month, day in _SAID_DAY.findall(heard.text)]
    days += [f"月{day}日" for day in (read_integer(each) for each in _DAY_ALONE.findall(heard.text)) if day]
    dates = [date.fromisoformat(each) for each in heard.entities.get("date", ())]
    days += [f"{each.month}月{each.day}日" for each in dates]
    for day in (*reversed(days), heard.first("time") or ""):
        found = [place for place, title in enumerate(titles) if day and day in title]
        if len(found) == 1:
            return found[0]
    return None


def _entity(name: str) -> Reader:
    def read(heard: Heard, field: Field, offered: list[Any]) -> Read:
        return Read(heard.first(name))

    return read


def _court(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """By its full name, or by the code in a case number; of a name that several courts share one that was
    offered, else it is asked again."""
    index = chosen(heard.text, [str(title) for title, _ in offered]) if offered else None
    if index is not None:
        return Read(offered[index][1])
    named = courts_named(heard)
    if len(named) == 1:
        return Read(named[0])
    number = parse_exact(heard.first("case_number") or "")
    if number is not None and not named:
        return Read(number.court)
    return Read(problem="court.several" if named else None)


def left_open(task: Task, field: Field) -> list[str]:
    """What a sentence leaves to choose from: the courts that share the name it gave."""
    if field.reader != "court":
        return []
    names = [court["name"] for named in task.entities.get("court", ())[-1:] for court in named]
    return names[:OFFERED] if len(names) > 1 else []


def _day(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """A day that no calendar has (2月30日) is said to be none, one that is left open (10月底) to be open."""
    day = _meant_day(heard)
    if day is not None:
        return Read(day)
    if no_such_day(heard.text):
        return Read(problem=NO_SUCH_DAY)
    return Read(problem=OPEN_DAY if is_about(heard.text) else None)


def _meant_day(heard: Heard) -> str | None:
    """Of several days the one that is not ruled out, or is put in their place (一号不行，改三号)."""
    days, spans = heard.entities.get("date", ()), heard.spans.get("date", ())
    if len(set(days)) < 2 or len(spans) != len(days):
        return heard.first("date")
    left = [day for day, (_, end) in zip(days, spans, strict=True) if not _RULED_OUT.match(heard.text, end)]
    kept = left or [*days]
    return str(kept[-1] if _IN_ITS_PLACE.search(heard.text) else kept[0])


def _other_hearing(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """One of those offered; else the day, and hour, that only the lawyer knows (an arbitration)."""
    day, time = heard.first("date"), heard.first("time")
    said = f"{date.fromisoformat(day):%-m月%-d日}" if day else ""
    left = [[title, value] for title, value in offered if said in title and (not time or time in title)]
    picked = _offered(heard, field, left) if left else Read()
    return picked if picked.value is not None else _moment(heard, field, [])


def _cause(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """By its title in whatever words; else as it was said."""
    named = heard.first("cause")
    return Read(named, whole=named == heard.text) if named else _text(heard, field, offered)


def _rating(heard: Heard, field: Field, offered: list[Any]) -> Read:
    return Read(heard.first("rating") or read_rating(heard.text))


def _amount(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """One sum, or of several the one called the total; several without a total are no answer, nor is foreign
    money or an about-sum (三四十万)."""
    if taken := _NOT_THAT_ONE.search(heard.text):
        heard = heard.part(0, taken.start())
    if heard.first("foreign"):
        return Read(problem="amount.foreign")
    if heard.first("about_amount") and not heard.first("amount_yuan"):
        return Read(problem="amount.about")
    total = _TOTAL.search(heard.text)
    asked = read_amount(heard.text[total.end() :]) if total else None
    if asked is not None:
        return Read(str(asked))
    sums = list(dict.fromkeys(heard.entities.get("amount_yuan", ())))
    if (whole := _whole_of(sums)) is not None:
        return Read(whole)
    if sums:
        return Read(sums[0]) if len(sums) == 1 else Read(problem="fee.amounts_several")
    asked = read_amount(heard.text)
    return Read(None if asked is None else str(asked))


def _whole_of(sums: Sequence[str]) -> str | None:
    """Of several sums the one that the others add up to (本金四万二，利息九千，五万一)."""
    every = sum(map(Decimal, sums), Decimal())
    return next((each for each in sums[2:] if 2 * Decimal(each) == every), None)


def _part(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """A part of a sum, or the whole of it."""
    read = _amount(heard, field, offered)
    if read.value is None and read.problem is None and _WHOLE.search(heard.text):
        return Read(ALL, whole=True)
    return read


def _moment(heard: Heard, field: Field, offered: list[Any]) -> Read:
    day, time = heard.first("date"), heard.first("time")
    return Read(f"{day}T{time}:00+08:00") if day and time else Read(day)


def _person(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """Somebody in office by his name and office; the caller's own name by its shape, whatever it sounds
    like."""
    if field.told == "in_office":
        named_by_office = find_in_office(heard.text)
        if named_by_office:
            return Read(named_by_office)
    answered = answered_name(_OFFICE.sub(" ", heard.text) if field.told == "in_office" else heard.text)
    if answered and (field.told != "in_office" or has_family_name(answered) or _OFFICE.search(heard.text)):
        return Read(answered, whole=True)
    if heard.first("person"):
        return Read(heard.first("person"))
    named = read_name(heard.text)
    return Read(named.name if named else None)


def _licence(heard: Heard, field: Field, offered: list[Any]) -> Read:
    problem = heard.first("licence_problem")
    return Read(heard.first("licence_no"), "identity.licence_problem" if problem else None)


def _law(heard: Heard, field: Field, offered: list[Any]) -> Read:
    title = law_meant(heard, offered)
    return Read(title, whole=title is not None)


def _materials(heard: Heard, field: Field, offered: list[Any]) -> Read:
    named = bool(materials_named(heard.text, None))
    return Read(heard.words.strip() if named else None, whole=named)


def _document(heard: Heard, field: Field, offered: list[Any]) -> Read:
    named = template_named(heard.text) is not None
    return Read(heard.words.strip() if named else None, whole=named)


def _law_question(heard: Heard, field: Field, offered: list[Any]) -> Read:
    asked, plain = question_of_law(heard)
    return Read(asked, whole=plain)


READERS: Mapping[str, Reader] = {
    "text": _text,
    "choice": _choice,
    "hearing": _offered,
    "fee": _offered,
    "delivery": _offered,
    "case_number": _entity("case_number"),
    "court": _court,
    "date": _day,
    "other_hearing": _other_hearing,
    "cause": _cause,
    "datetime": _moment,
    "person": _person,
    "phone": _entity("phone"),
    "amount": _amount,
    "part": _part,
    "rating": _rating,
    "licence": _licence,
    "law": _law,
    "law_question": _law_question,
    "materials": _materials,
    "document": _document,
}
"""By kind, as in `service.requests.kinds`."""
