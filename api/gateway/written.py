"""Answers as plain text, for channels that are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.service.channels import Length
from api.gateway.messages import Answer

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHOICE = re.compile(r"[0-9]{1,2}\. ")
_SENTENCE_ENDS = "。！？；"
_ENDS = ("\n", "。", "！", "？", "；", "，", " ")


def xml_safe(text: str) -> str:
    """Without the characters that XML 1.0 (section 2.2) cannot carry."""
    return _NOT_XML.sub("", text)


def as_text(answer: Answer) -> str:
    """All replies in one text, blank line between them; options as numbered lines, counted throughout."""
    blocks: list[str] = []
    number = 0
    for said in answer.replies:
        lines = [said.text.strip()]
        for option in said.options:
            number += 1
            lines.append(f"{number}. {option.title}")
        blocks.append("\n".join(line for line in lines if line))
    return xml_safe("\n\n".join(block for block in blocks if block))


def messages(text: str, longest: Length | None) -> list[str]:
    """As many messages as the text takes, the question with its choices whole at the end of the last."""
    if longest is None or longest.fits(text.strip()):
        return [text.strip()] if text.strip() else []
    head, joint, asked = _with_its_question(text.strip(), longest)
    pieces = list(parts(head, longest))
    joined = f"{pieces[-1]}{joint}{asked}" if pieces else asked
    if longest.fits(joined):
        return [*pieces[:-1], joined]
    return [*pieces, asked]


def one_message(text: str, longest: Length | None, more: str) -> str:
    """All in one message: what does not fit is left out before the question, and `more` says so."""
    if longest is None or longest.fits(text.strip()):
        return text.strip()
    head, _, asked = _with_its_question(text.strip(), longest)
    rest = longest.without(f"{more}\n{asked}")
    return f"{next(parts(head, rest), '')}{more}\n{asked}".strip()


def _with_its_question(text: str, longest: Length) -> tuple[str, str, str]:
    """What comes before, what joins them, and the question with its choices, which fits into one message."""
    lines = text.split("\n")
    at = len(lines)
    while at and _CHOICE.match(lines[at - 1]):
        at -= 1
    question = lines[max(at - 1, 0)]
    start = max((question.rfind(end, 0, -1) for end in _SENTENCE_ENDS), default=-1) + 1
    for asked, joint in (
        ("\n".join(lines[max(at - 1, 0) :]), "\n"),
        ("\n".join([question[start:], *lines[at:]]), ""),
        ("\n".join(lines[at:]), "\n"),
    ):
        if asked and longest.half.fits(asked):
            return text[: len(text) - len(asked)].rstrip(), joint, asked
    return text, "", ""


def parts(text: str, longest: Length | None) -> Iterator[str]:
    """Cut into pieces that fit, at the end of a line or sentence where there is one."""
    rest = text.strip()
    while longest is not None and (head := longest.head(rest)) != rest:
        cut = next((at + 1 for end in _ENDS if (at := head.rfind(end)) >= len(head) // 2), len(head))
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest
