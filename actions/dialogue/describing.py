"""How a case is told from its siblings: the words lawyers use for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.service.court_record.own_cases import OwnCase
from bot.language.beside import about
from bot.language.fold import fold
from bot.language.parties import is_named
from bot.language.titles import causes

_REFERRING = re.compile(r"那天|这天|当天|这个|那个案|这案|该案|本案|这件|那件|刚才|上面|它|这次|那次|此案")
_CAUSE_TAIL = re.compile(r"(纠纷)?(执行)?$|纠纷$|罪$")
_PLACE_TAIL = re.compile(r"(?:自治)?(?:省|市|区|县|旗)")
_ENFORCED = "执行"
_KINDS = {"刑事": "刑", "行政": "行", _ENFORCED: "执", "民事": "民"}
_INSTANCES = (
    (re.compile(r"二审|终审|上诉(?:案|那|这|不|要?撤)|撤回?(?:那个|我们)?(?:的)?上诉"), re.compile("终")),
    (re.compile(r"一审"), re.compile("初")),
    (re.compile(r"再审|申诉"), re.compile("再|申|监")),
    (re.compile(r"恢复执行|执恢"), re.compile("执恢")),
)
"""What an instance is called, and what its case numbers hold."""
_PROCEDURES = re.compile(r"小额|简易|普通程序|速裁")


_POINTS_BACK_NOT = re.compile(
    r"(?<=[日号天])(?:那天|这天|当天)|(?<=[周期拜][一二三四五六日天])(?:那天|这天|当天)|当天[上下]午"
)


def refers_back(text: str) -> bool:
    """Whether a sentence points at what was just spoken of (那天, 这个案子); 十一号那天 says which day itself."""
    return bool(_REFERRING.search(_POINTS_BACK_NOT.sub("", text)))


def described(text: str, cases: Sequence[OwnCase], named_causes: Sequence[str] = ()) -> list[OwnCase]:
    """The caller's cases that a sentence describes best, by cause, court, party, instance or procedure; [] if
    by nothing. What only stands in the way of what is wished for describes none.

    `named_causes` are the titles of the causes that the sentence names in whatever words (车祸那个).
    """
    readings = ((part, _named_in(part, text, named_causes)) for part in about(fold(text)))
    return next((found for part, named in readings if (found := _described(part, cases, named))), [])


def spoken_of(text: str, cases: Sequence[OwnCase]) -> list[OwnCase]:
    """Those of the cases that a folded text speaks of at all, whatever it says of them."""
    return [case for case in cases if _score(text, (), case) >= PLAINLY]


PLAINLY = 3
"""From this score on a case is named, and not only its kind."""


def _named_in(part: str, text: str, named: Sequence[str]) -> Sequence[str]:
    """Of the causes that a sentence names those that this part of it names."""
    if part == fold(text):
        return named
    return [
        title for title in named if any(word in part for word, of in causes().words.items() if of == title)
    ]


def _described(text: str, cases: Sequence[OwnCase], named_causes: Sequence[str]) -> list[OwnCase]:
    scored = [(_score(text, named_causes, case), case) for case in cases]
    best = max((score for score, _ in scored), default=0)
    return [case for score, case in scored if score == best] if best else []


def _score(text: str, named_causes: Sequence[str], case: OwnCase) -> int:
    score = _cause_score(text, named_causes, case.cause) if case.cause else 0
    if score and (case.stage == "enforcement") != (_ENFORCED in text):
        score -= 2  # the enforcement of a judgment bears the cause of the suit; who means it says 执行
    if any(word in text for word in _place_words(case.court_name)):
        score += 3
    score += 4 * sum(1 for party in case.parties if is_named(party, text))
    score += 3 * sum(1 for said, code in _INSTANCES if said.search(text) and code.search(case.case_number))
    score += 3 * sum(1 for word in set(_PROCEDURES.findall(text)) if word in case.procedure)
    score += 2 * sum(1 for word, kind in _KINDS.items() if word in text and kind in case.case_number)
    return score


def _cause_score(text: str, named: Sequence[str], cause: str) -> int:
    """What the ruler named decides, so that a cause denied counts for nothing; the record's own words only
    where it named none, or the record's cause is in no table."""
    title = causes().titled(cause)
    if any(word in text and word in cause for word, of in causes().words.items() if of in named):
        return 4  # in the very words of the record (工伤 of 工伤认定), though they name another cause by the table
    if _pointed_at(text, cause):
        return 3
    if not named or title is None:
        return 4 if any(word in text for word in _cause_words(cause)) else 0
    return 4 if title in named else 3 if any(causes().akin(title, each) for each in named) else 0


_POINTER = re.compile(r"(?:的)?(?:那[个件起]|这[个件起]|案)")
_SAYS_NOTHING = ("合同", "纠纷", "责任", "争议", "案件", "执行", "认定")


def _pointed_at(text: str, cause: str) -> bool:
    """Whether a piece of the record's cause stands before the word that points (工程那个 of 建设工程…)."""
    ends = [match.start() for match in _POINTER.finditer(text)]
    pieces = (text[end - length : end] for end in ends for length in (4, 3, 2) if end >= length)
    return any(piece in cause and not piece.endswith(_SAYS_NOTHING) for piece in pieces)


def _cause_words(cause: str) -> set[str]:
    bare = _CAUSE_TAIL.sub("", cause)
    return {
        word for word in (cause, bare, bare.removesuffix("责任"), bare.removesuffix("合同")) if len(word) > 1
    }


def _place_words(court_name: str) -> set[str]:
    place = re.sub(r"(高级|中级|第.中级)?人民法院$", "", court_name)
    return {part for part in _PLACE_TAIL.split(place) if len(part) > 1}
