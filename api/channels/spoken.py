"""Answers as they are read out by a voice."""

from __future__ import annotations

import re

from api.gateway.messages import Answer, Option
from api.gateway.written import parts, xml_safe
from bot.language.case_number import parse_exact

MOST_CHARS_A_SAY = 1000
MOST_CHARS = 12_000
"""TwiML holds 64 kB; a Chinese character takes three bytes."""
KEYS = "12345678"
"""9 repeats and 0 calls a person."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_CASE_NUMBER = re.compile(r"[(（〔]\d{4}[)）〕][^\s(（〔]{4,20}?号")
_MARKS = re.compile(r"[*_`#>~|]+|^\s*[-•]\s+", re.MULTILINE)
_BRACKETS = re.compile(r"[()（）\[\]【】〔〕{}<>《》「」“”\"]")
_BREAKS = re.compile(r"\s*\n\s*")


def for_the_ear(text: str) -> str:
    """Without links, marks and brackets, case numbers figure by figure; a line's end becomes a pause."""
    plain = _ADDRESS.sub("", _LINK.sub(r"\1", xml_safe(text)))
    plain = _CASE_NUMBER.sub(_aloud, plain)
    plain = _BRACKETS.sub(" ", _MARKS.sub(" ", plain)).strip()
    plain = _BREAKS.sub("\n", plain)
    plain = re.sub(r"([。！？；，：、])\n", r"\1", plain).replace("\n", "。")
    return re.sub(r"\s+([。！？；，：、])", r"\1", re.sub(r"[ \t]+", " ", plain))


def _aloud(written: re.Match[str]) -> str:
    number = parse_exact(written[0])
    return number.spoken if number else written[0]


def sayings(answer: Answer) -> list[str]:
    """What is said one after the other, each short enough for one `<Say>`, all together for one TwiML."""
    texts = [for_the_ear(said.text) for said in answer.replies]
    texts.append(_choices([option for said in answer.replies for option in said.options]))
    said: list[str] = []
    room = MOST_CHARS
    for text in texts:
        for part in parts(text, MOST_CHARS_A_SAY):
            if len(part) > room:
                return said
            said.append(part)
            room -= len(part)
    return said


def _choices(options: list[Option]) -> str:
    offered = [f"{for_the_ear(option.title)}请按{key}" for key, option in zip(KEYS, options, strict=False)]
    return "，".join(offered) + "。也可以直接说。" if offered else ""
