"""Which choice of a field is named: by its title or its words, alone, or as a plain yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.service.requests.question import Choice, Field
from bot.language.forms import asks

_DENIED = re.compile(r"(?:不(?:是|要|用|去|想|在|走)|(?<![特个分性级类])别)[^,。;! 是改换要]{1,5}")
_TAKEN_BACK = re.compile(
    r"不对|错了|[搞说弄]反了?|啊不+|哦不+|不不+|那还是|还是(?=[^,，。 ]*[吧了]?$)|改[成为到]|那就是?"
)
"""What is said before the choice that is meant after all."""
_CLAUSES = re.compile(r"[^,，。;；?？!！ ]+[,，。;；?？!！ ]*")
_POLITE = re.compile(
    r"(?:可不?可以|行不?行|成不?成|好不?好|得不?得|(?=噻))(?:吗|不|么|嘛|吧|啊|噻|伐)?[?？。 ]*$|叫啥(?=.)"
)
_YES = re.compile(
    r"(?:[嗯啊哦,， ])*(?:是|对|有|已经?|早就|都)*(?:的|了|啊|过|呀)*"
    r"[^,，。不没未]{0,4}?(?:是|对|有|过|了)(?:的|了|啊|过|呀)*[。!]*"
)
_ROUND_A_CHOICE = re.compile(r"^(?:[嗯啊呃哦,，\s]|那个|就是|就|是|选|办|要)+|(?:[吧啊呀呢的,，。!！\s])+$")
_NO = re.compile(
    r"(?:[嗯啊哦,， ])*(?:还|都|从来?)*(?:没有?|未|无|不是|不)(?:[^,，。]{0,6}(?:过|呢|啊|的|了|呀))?[。!]*"
)


def choice_alone(text: str, field: Field) -> str | None:
    """The choice whose title or cue is the whole utterance."""
    said = _ROUND_A_CHOICE.sub("", text)
    return next((each.value for each in field.choices if said in (each.title, *each.cues)), None)


def yes_or_no(text: str) -> str | None:
    """没有, 还没有, 没有过 · 是的, 有, 申请过了: a whole answer and nothing beside it."""
    if _NO.fullmatch(text):
        return "no"
    return "yes" if _YES.fullmatch(text) else None


def choices_named(text: str, field: Field, *, plainly: bool = False) -> list[str]:
    """The choices that are named and not denied (不要线上了，改现场); 法官助理 does not name a 法官. Of two,
    the one that takes the other back (诉讼中，不对，那就是诉前). Those only hinted at where none is, unless
    it is to be said `plainly`."""
    said = _DENIED.sub("", text)
    found = _named(said, field) or ({} if plainly else _hinted(said, field))
    if len({choice.value for choice in found.values()}) > 1:
        later = [match.end() for match in _TAKEN_BACK.finditer(said)]
        behind = {span: choice for span, choice in found.items() if later and span[0] >= later[-1]}
        found = behind or found
    whole = [choice for span, choice in found.items() if not any(_covers(other, span) for other in found)]
    behind_others = {value for choice in whole for value in choice.over}
    return list(dict.fromkeys(choice.value for choice in whole if choice.value not in behind_others))


def only_asked_of(text: str, field: Field) -> bool:
    """Whether a choice is named only where something is asked about it (线上的能下载不); 线上可以吗 chooses,
    politely."""
    clauses = [_POLITE.sub("", each) for each in _CLAUSES.findall(text)]
    said = "".join(each for each in clauses if not asks(each))
    asking = any(asks(each) for each in clauses)
    return asking and not choices_named(said, field) and bool(choices_named(text, field))


def _named(said: str, field: Field) -> dict[tuple[int, int], Choice]:
    return {
        span: choice
        for choice in field.choices
        for cue in (*map(re.escape, (choice.title, *choice.cues)), *choice.patterns)
        for span in _spans(cue, said)
    }


def _hinted(said: str, field: Field) -> dict[tuple[int, int], Choice]:
    return {span: choice for choice in field.choices for hint in choice.hints for span in _spans(hint, said)}


def _spans(cue: str, said: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(cue, said))


def _covers(other: tuple[int, int], span: tuple[int, int]) -> bool:
    return other != span and other[0] <= span[0] and span[1] <= other[1]
