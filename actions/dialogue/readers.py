"""How an answer becomes the value of the field that was asked for: one reader a kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from actions.dialogue.agenda import Task
from actions.dialogue.courts_named import courts_named
from actions.dialogue.days import with_own_days
from actions.dialogue.fee_question import ALL
from actions.dialogue.heard import Heard
from actions.dialogue.law_answers import law_meant, question_of_law
from actions.service.documents.materials import materials_named
from actions.service.documents.templates import template_named
from actions.service.functions import function
from actions.service.requests.kinds import KINDS
from actions.service.requests.matters import has_matter, matter
from actions.service.requests.question import Field
from bot.language.agreements import agreed, mediator, sides
from bot.language.amendments import bare
from bot.language.assets import property_named
from bot.language.availability import available
from bot.language.case_number import parse_exact
from bot.language.choices import choose
from bot.language.dates import is_about, no_such_day
from bot.language.digits import read_integer
from bot.language.grades import read_rating, remark
from bot.language.investigations import holder, sought
from bot.language.labelled import Labelled, labelled, to_end, unlabelled
from bot.language.money import read_amount
from bot.language.names import find_in_office, read_name
from bot.language.papers import papers_wanted
from bot.language.party_named import read_party, with_address
from bot.language.reasons import reason_told
from bot.language.spoken_names import answered_name, has_family_name
from bot.language.statements import content, facts, message
from bot.language.until import read_until

_OFFICE = re.compile(
    r"(?:(?:就)?是|申请|要求|让|请)?(?:人民陪审员|法官助理|审判长|审判员|书记员|执行员|鉴定人|鉴定员|翻译人?员?|勘验人|陪审员|检察员|公诉人"
    r"|(?:主审|承办|执行|独任)?法官|(?:副)?[院庭]长|助理|承办人?)(?:是|叫|:|的)?"
)
_DENIED = re.compile(r"(?:不(?:是|要|用|去|想|在|走)|(?<![特个分性级类])别)[^,。;! 是改换要]{1,5}")
_SAID_DAY = re.compile(r"(?<![\d.])(\d{1,2})[./月](\d{1,2})(?![\d.])")
_DAY_ALONE = re.compile(r"(?<![\d月])(\d{1,2}|[一二三]?十?[一二三四五六七八九十])[号日](?!楼|法庭|院|案)")
_TOTAL = re.compile(
    r"合计|总共|一共|共计|合共|总计|加起来|合起来|合着|总数|总额|(?:就|还是)?按(?=[一二三四五六七八九十\d])|拢共|统共"
)
TOLD: dict[str, Callable[[str], str | None]] = {
    "reason": reason_told,
    "facts": facts,
    "content": content,
    "remark": remark,
    "message": message,
    "in_office": find_in_office,
    "holder": holder,
    "sought": sought,
    "property": property_named,
    "mediator": mediator,
    "sides": sides,
    "agreed": agreed,
    "available": available,
    "papers": papers_wanted,
}
"""What a sentence tells of a field that was not asked for, or not yet (`Field.told`)."""
IN_OWN_WORDS = ("content", "remark", "message")
AS_IT_WAS = (*IN_OWN_WORDS, "facts")
"""Here a paper may be told of that names a day which there is not."""
_PAPER = re.compile(r"号|书|判决|裁定|裁决|公证|调解|证")
_YES = re.compile(
    r"(?:[嗯啊哦,， ])*(?:是|对|有|已经?|早就|都)*(?:的|了|啊|过|呀)*"
    r"[^,，。不没未]{0,4}?(?:是|对|有|过|了)(?:的|了|啊|过|呀)*[。!]*"
)
_ROUND_A_CHOICE = re.compile(r"^(?:[嗯啊呃哦,，\s]|那个|就是|就|是|选|办|要)+|(?:[吧啊呀呢的,，。!！\s])+$")
_NO = re.compile(
    r"(?:[嗯啊哦,， ])*(?:还|都|从来?)*(?:没有?|未|无|不是|不)(?:[^,，。]{0,6}(?:过|呢|啊|的|了|呀))?[。!]*"
)
"""What is kept as it was said: too long, it is asked for again and never cut."""
LEADS_A_REASON = ("(?:理由|原因|事由)(?:主要|就)?(?:是|为|[:：])", "因为", "由于")
TOO_LONG = "dialog.too_long"
NO_SUCH_DAY, OPEN_DAY = "field.no_such_day", "field.open_day"
_WHOLE = re.compile(r"全部|全都|整个|都不服|所有|全额|全案")
_BESIDE_LICENCE = re.compile(r"[\d\s,，。、:：]+|执业证|律师证|证号|号码?(?:是|为)|姓名")


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


OFFERED = 6
"""Courts of one name that are offered at most."""
Reader = Callable[[Heard, Field, list[Any]], Read]


def read_field(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """Read the answer to a question. `offered` are the values behind numbered options, if any were given."""
    return READERS[field.reader](heard, field, offered)


def mentioned(heard: Heard, field: Field) -> Any | None:
    """A value that nobody asked for, said in passing: a choice then counts only by its own words."""
    if field.reader == "choice":
        named = _named(heard, field)
        return named[0] if len(named) == 1 else None
    if field.reader == "cause":
        return heard.first("cause")  # any words are one only where it was asked for
    if field.reader == "court" and not heard.first("court"):
        return None  # a place alone is a court only where one was asked for
    read = read_field(heard, field, [])
    return None if read.problem else read.value


def fillings(task: Task, heard: Heard, besides: str | None = None) -> dict[str, Any]:
    """What a sentence gives besides the answer: several questions may be answered in one."""
    found = _which(task, heard, besides)
    fields = function(task.function).fields_for(task.fields | found)
    asked = next((each for each in fields if each.name == besides), None)
    tells = asked is not None and KINDS[asked.reader].few
    for field in fields:
        if field.name == besides or (task.fields | found).get(field.name) not in (None, ""):
            continue
        beside_words = (field.told or field.labels) and besides is not None and not tells
        if beside_words and begins(heard.text, field) is None:
            continue
        for name, value in _said_of(heard, field, fields, asked).items():
            if not (field.told in IN_OWN_WORDS and len(value) > field.max_length):
                found.setdefault(name, value[: field.max_length] if is_free_text(field) else value)
    return found | (_identity(heard) if task.function == "identity.verify" else {})


def undecided(task: Task, heard: Heard) -> list[str]:
    """Choices that could be left out, of which a sentence names several: only the caller knows which."""
    fields = function(task.function).fields_for(task.fields)
    return [
        each.name
        for each in fields
        if each.choices
        and not each.required
        and each.name not in task.fields
        and len(_named(heard, each)) > 1
    ]


def begins(text: str, field: Field) -> int | None:
    """Where a clause begins that is led by a label of this field; None where none is."""
    labels = (*field.labels, *(LEADS_A_REASON if field.told == "reason" else ()))
    if not labels:
        return None
    led = re.search(rf"(?:^|[,，。;；!！])\s*(?P<led>{'|'.join(labels)})", text)
    return led.start("led") if led else None


def _which(task: Task, heard: Heard, besides: str | None) -> dict[str, Any]:
    """Which of several matters in one it is, where the sentence says so: only its own fields are read."""
    several = matter(task.function).variants if has_matter(task.function) else None
    field = matter(task.function).field(several.by) if several else None
    if field is None or field.name == besides or task.fields.get(field.name) is not None:
        return {}
    value = mentioned(heard, field)
    return {} if value is None else {field.name: value}


def _said_of(
    heard: Heard, field: Field, fields: Sequence[Field], asked: Field | None = None
) -> dict[str, Any]:
    """What a sentence says of a field that was not asked for: behind its label, as it is told, in passing."""
    if field.labels:
        others = [label for other in fields if other is not field for label in other.labels]
        behind = labelled(heard.text, field.labels, others)
        if behind and field.shape == "party":
            behind = with_address(heard.text, behind)
        if behind and field.to_end:
            behind = to_end(heard.text, behind, others)
        read = read_field(clause(heard, behind), field, []) if behind else Read()
        if read.value is not None or not field.told:
            return as_values(read, field, fields)
    if field.told:
        text = heard.words if field.told in ("content", "remark") else heard.text
        text = _unclaimed(heard, field, fields, asked) if field.told in ("reason", "facts") else text
        said = TOLD[field.told](text)
    else:
        own = with_own_days(heard, field, fields, asked=False)
        said = mentioned(own, field) if counts_in_passing(field) else None
    return {} if said is None else {field.name: said}


def _unclaimed(heard: Heard, field: Field, fields: Sequence[Field], asked: Field | None) -> str:
    """The clauses that no label gives to another field, that name no court or case, and that do not answer
    what was asked."""
    cues = [cue for choice in asked.choices for cue in (choice.title, *choice.cues)] if asked else []
    others = [label for other in fields if other is not field for label in other.labels]
    named = (*heard.spans.get("court", ()), *heard.spans.get("case_number", ()))
    led = re.compile(rf"\s*(?:{'|'.join(others)})") if others else None
    kept, at = [], 0
    for clause_said in re.split(r"(?<=[,，。;；!！?？])", heard.text):
        begins_at, at = at, at + len(clause_said)
        claimed = led is not None and led.match(clause_said)
        whole = any(begins_at <= start and end <= at and end - start >= len(clause_said) - BESIDE_A_NAME
                    for start, end in named)  # fmt: skip
        answers = len(clause_said) <= SHORT_ANSWER and any(cue in clause_said for cue in cues)
        if not (claimed or whole or answers):
            kept.append(clause_said)
    return "".join(kept)


SHORT_ANSWER, BESIDE_A_NAME = 12, 6
"""So many characters beside the name of a court tell nothing more."""


def as_values(read: Read, field: Field, fields: Sequence[Field]) -> dict[str, Any]:
    """A value by its field, and the address beside it in the field for that, else together with it."""
    if read.value is None:
        return {}
    if not read.address:
        return {field.name: read.value}
    holder = next((each for each in fields if each.address_of == field.name), None)
    if holder is None:
        return {field.name: f"{read.value}，{read.address}"[: field.max_length]}
    return {field.name: read.value, holder.name: read.address[: holder.max_length]}


def clause(heard: Heard, part: Labelled) -> Heard:
    """The message as if only this part of it had been said, with what was read in it."""
    return replace(heard.part(part.start, part.end), text=part.value, words=part.value)


def _identity(heard: Heard) -> dict[str, Any]:
    """The name may stand beside the number (11101…，林知远); with keys alone there is none.

    A name without the number may be anybody's (我要申请秦望舒法官回避).
    """
    if not heard.first("licence_no"):
        return {}
    beside = read_name(_BESIDE_LICENCE.sub("", heard.text))
    name = heard.first("person") or (beside.name if beside else None)
    return ({"person": name} if name else {}) | ({"by_keys": True} if heard.keys else {})


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
    return Read() if party is None else Read(party.name[: field.max_length], address=party.address)


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
    named = _named(heard, field)
    if len(named) == 1:
        return Read(named[0])
    if field.yes_or_no and not named and (plain := _yes_or_no(heard.text)) is not None:
        return Read(plain, whole=True)
    index = chosen(heard.text, [choice.title for choice in field.choices])
    return Read(field.otherwise) if index is None else Read(field.choices[index].value)


def choice_alone(text: str, field: Field) -> str | None:
    """The choice whose title or cue is the whole utterance."""
    said = _ROUND_A_CHOICE.sub("", text)
    return next((each.value for each in field.choices if said in (each.title, *each.cues)), None)


def _yes_or_no(text: str) -> str | None:
    """没有, 还没有, 没有过 · 是的, 有, 申请过了: a whole answer and nothing beside it."""
    if _NO.fullmatch(text):
        return "no"
    return "yes" if _YES.fullmatch(text) else None


def _named(heard: Heard, field: Field) -> list[str]:
    """The choices that are named and not denied (不要线上了，改现场); 法官助理 does not name a 法官."""
    said = _DENIED.sub("", heard.text)
    found = {
        span: choice
        for choice in field.choices
        for cue in (*map(re.escape, (choice.title, *choice.cues)), *choice.patterns)
        for span in _spans(cue, said)
    }
    whole = [choice for span, choice in found.items() if not any(_covers(other, span) for other in found)]
    behind = {value for choice in whole for value in choice.over}
    return list(dict.fromkeys(choice.value for choice in whole if choice.value not in behind))


def _spans(cue: str, said: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(cue, said))


def _covers(other: tuple[int, int], span: tuple[int, int]) -> bool:
    return other != span and other[0] <= span[0] and span[1] <= other[1]


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
    day = heard.first("date")
    if day is not None:
        return Read(day)
    if no_such_day(heard.text):
        return Read(problem=NO_SUCH_DAY)
    return Read(problem=OPEN_DAY if is_about(heard.text) else None)


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
    if heard.first("foreign"):
        return Read(problem="amount.foreign")
    if heard.first("about_amount") and not heard.first("amount_yuan"):
        return Read(problem="amount.about")
    total = _TOTAL.search(heard.text)
    asked = read_amount(heard.text[total.end() :]) if total else None
    if asked is not None:
        return Read(str(asked))
    sums = list(dict.fromkeys(heard.entities.get("amount_yuan", ())))
    if sums:
        return Read(sums[0]) if len(sums) == 1 else Read(problem="fee.amounts_several")
    asked = read_amount(heard.text)
    return Read(None if asked is None else str(asked))


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
