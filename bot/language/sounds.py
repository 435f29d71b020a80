"""What sounds alike, and which of the caller's own cases a broken sentence means.

Syllables are compared without tones and with the near sounds of Mandarin spoken across the country folded:
zh/z ch/c sh/s n/l h/f r/l, in/ing en/eng an/ang. 刑 and 行, 津 and 晋, 豫 and 渝, 冀 and 吉, 赣 and 甘
are thus one sound: nothing here ever decides between them.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from pypinyin import Style, pinyin

from bot.language.case_number import CaseNumber, parse_exact
from bot.language.courts import CourtDirectory
from bot.language.digits import DIGIT_OF, digit_runs, read_integer
from bot.language.fold import fold

_SYLLABLE_OF_DIGIT = dict(
    zip("0123456789", ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"], strict=True)
)
_SOUNDS_OF_DIGIT = {
    digit: {syllable, *also}
    for (digit, syllable), also in zip(
        _SYLLABLE_OF_DIGIT.items(),
        (["dong"], ["yao"], ["liang", "ai", "an"], [], [], [], [], ["guai"], [], ["gou"]),
        strict=True,
    )
}
"""洞幺两拐勾 as well; 二 is often heard as 爱 or 案."""
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f"), ("r", "l"))
_FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))
_INITIAL = re.compile(r"^(?:[bpmfdtlgkjqxzcsyw])?")

CLEAR, POSSIBLE = 0.62, 0.55
"""Least score at which a case is meant, and at which it is worth a question."""
LEAD = 0.03
"""Least lead over the next case at which the first is the only one meant."""


@lru_cache(maxsize=8192)
def _folded(syllable: str) -> str:
    for near, kept in _INITIALS:
        if syllable.startswith(near):
            syllable = kept + syllable[len(near) :]
            break
    for near, kept in _FINALS:
        if syllable.endswith(near):
            return syllable[: -len(near)] + kept
    return syllable


@lru_cache(maxsize=8192)
def _readings(char: str) -> frozenset[str]:
    """Every folded reading of one character; a digit reads as its word, anything else as itself."""
    if char in DIGIT_OF and (char.isdecimal() or char in "洞幺拐勾"):
        return frozenset({_folded(_SYLLABLE_OF_DIGIT[DIGIT_OF[char]])})
    return frozenset(_folded(s) for s in pinyin(char, style=Style.NORMAL, heteronym=True)[0]) or frozenset(
        {char}
    )


@lru_cache(maxsize=8192)
def _main_reading(char: str) -> str:
    if char in DIGIT_OF and (char.isdecimal() or char in "洞幺拐勾"):
        return _folded(_SYLLABLE_OF_DIGIT[DIGIT_OF[char]])
    return _folded(pinyin(char, style=Style.NORMAL)[0][0])


_SILENT = re.compile(r"[^\w]|_")


def sound_key(text: str) -> tuple[str, ...]:
    """The folded syllables of a text, digits read as words, punctuation left out."""
    return tuple(_main_reading(c) for c in _SILENT.sub("", fold(text)))


def same_sound(a: str, b: str) -> bool:
    """Whether two texts sound alike to a forgiving ear."""
    return sound_key(a) == sound_key(b)


@lru_cache(maxsize=65536)
def _apart(a: str, b: str) -> float:
    """0 the same syllable, 0.5 the same beginning or the same end, 1 else."""
    if a == b:
        return 0.0
    start_a, start_b = _INITIAL.match(a), _INITIAL.match(b)
    head_a, head_b = (start_a[0] if start_a else ""), (start_b[0] if start_b else "")
    return 0.5 if (head_a and head_a == head_b) or a[len(head_a) :] == b[len(head_b) :] else 1.0


def sound_distance(a: str, b: str) -> float:
    """0 (alike) to 1 (nothing alike): edit distance over syllables divided by the longer length."""
    left, right = sound_key(a), sound_key(b)
    if not left or not right:
        return 0.0 if left == right else 1.0
    row = [float(n) for n in range(len(right) + 1)]
    for i, syllable in enumerate(left, 1):
        before, row[0] = row[0], float(i)
        for j, other in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + _apart(syllable, other))
    return row[-1] / max(len(left), len(right))


def same_name_by_sound(a: str, b: str) -> bool:
    """Whether two person names may be the same name heard: as many characters, each with a reading in
    common."""
    left, right = (_SILENT.sub("", fold(name)).removesuffix("律师") for name in (a, b))
    return (
        bool(left)
        and len(left) == len(right)
        and all(x == y or _readings(x) & _readings(y) for x, y in zip(left, right, strict=True))
    )


_NOISE = re.compile(
    r"案[号號]|案件|编号|字第|我的|我要|查一下|请问|帮我|那个|括号|[号號年的第是呃嗯啊额()（）\[\]【】〔〕\s,.。、:;!?\-—]"
)
_VALUE = re.compile(r"[\d一二两三四五六七八九]+[十百千万][\d一二两三四五六七八九十百千万零]*")
_PLACE = re.compile(r"^.+(?:省|自治区|自治州|市|地区|盟)(?=.{2,}人民法院$)")
_EXTRA, _WRONG_DIGIT = 0.4, 0.85
"""The cost of something heard that was not said, and of one digit heard for another."""
_Symbols = tuple[tuple[str, str, float], ...]


def _symbols(case: CaseNumber | str) -> tuple[_Symbols, ...]:
    """(character, syllable, weight) of a case as it is said, once with the court's code and once with its
    name: the serial weighs most, the century and the city least."""
    number = parse_exact(case) if isinstance(case, str) else case
    if number is None:
        return (_weighed((c, 1.0) for c in _NOISE.sub("", fold(str(case)))),)
    year = list(zip(str(number.year), (0.3, 0.3, 0.7, 0.7), strict=True))
    rest = [(c, 1.0) for c in number.special + number.type_code] + [(c, 1.5) for c in str(number.serial)]
    courts = [[(c, 0.7) for c in number.court]]
    if court := CourtDirectory.load_default().get(number.court):
        place = _PLACE.match(court.name)
        own = court.name[place.end() if place else 0 :].replace("人民法院", "")
        courts.append(
            [(c, 0.1) for c in (place[0] if place else "")]
            + [(c, 0.7) for c in own]
            + [(c, 0.1) for c in "法院"]
        )
    return tuple(_weighed(year + said + rest) for said in courts)


@cache
def _digit_sounds(digit: str) -> tuple[str, ...]:
    return tuple(_folded(sound) for sound in sorted(_SOUNDS_OF_DIGIT[digit]))


def _weighed(chars: Iterable[tuple[str, float]]) -> _Symbols:
    return tuple((c, _main_reading(c), weight) for c, weight in chars)


def _heard(text: str) -> list[tuple[str, str]]:
    """(character, syllable) of what was heard, numbers as digits: 五千七百七十五 → 5775."""
    said = _VALUE.sub(lambda m: str(read_integer(m[0]) or m[0]), fold(text).replace(",", ""))
    return [(c, _main_reading(c)) for c in _NOISE.sub("", said)[:80]]


@lru_cache(maxsize=65536)
def _cost(char: str, syllable: str, other: str, sound: str, written: bool) -> float:
    """From 0 (the same) to 1: what it costs to take one character heard for one that was said."""
    if char.isdecimal() and other in DIGIT_OF and char == DIGIT_OF[other]:
        return 0.0
    apart = min(_apart(each, sound) for each in (_digit_sounds(char) if char.isdecimal() else (syllable,)))
    if char.isdecimal() and other in DIGIT_OF:
        return max(apart, _WRONG_DIGIT)
    if char.isdecimal() or other in DIGIT_OF:
        return max(apart, 0.2)
    return max(apart, 0.3) if written and char != other else apart


def _score(case: _Symbols, heard: Sequence[tuple[str, str]], written: bool) -> float:
    """1 minus the weighted cost of finding the case in order within what was heard; text around it
    costs nothing."""
    total = sum(weight for _, _, weight in case)
    row = [0.0] * (len(heard) + 1)
    for char, syllable, weight in case:
        before, row[0] = row[0], row[0] + weight
        for j, (other, sound) in enumerate(heard, 1):
            taken = before + weight * _cost(char, syllable, other, sound, written)
            before, row[j] = row[j], min(row[j] + weight, row[j - 1] + _EXTRA, taken)
    return max(0.0, 1 - min(row) / total) if total else 0.0


def _by_serial(case: CaseNumber | str, runs: Sequence[str]) -> float:
    """What a whole serial, or its last three digits or more, says by itself (六七八号那个)."""
    number = parse_exact(case) if isinstance(case, str) else case
    serial = str(number.serial) if number else ""
    return 0.8 if serial in runs else 0.7 if any(serial.endswith(run) for run in runs) else 0.0


def match_own_cases(
    text: str, own: Sequence[CaseNumber | str], modality: str = "voice"
) -> list[tuple[CaseNumber | str, float]]:
    """The caller's own cases that a broken sentence may mean, likeliest first, each with a score from 0
    to 1.

    `own` holds numbers or their texts (old-style ones too); `modality` is "voice" or "text": in a
    written text the characters themselves count a little, so 刑 and 行 differ there; by ear they never do.
    """
    heard = _heard(text)
    runs = [run.digits for run in digit_runs(text, shortest=3)]
    scored = [
        (
            case,
            round(
                max(
                    *(_score(each, heard, modality == "text") for each in _symbols(case)),
                    _by_serial(case, runs),
                ),
                3,
            ),
        )
        for case in own
    ]
    return sorted(((case, score) for case, score in scored if score > 0.3), key=lambda pair: -pair[1])


def meant(matches: Sequence[tuple[CaseNumber | str, float]]) -> list[CaseNumber | str]:
    """One clear winner, several to choose from, or none.

    From CLEAR on: the best and all within LEAD of it, one only when it leads the rest; cases that differ
    by 刑/行 or 津/晋 alone score alike by ear and so are always returned together. From POSSIBLE on: never
    one, the two likeliest are asked about.
    """
    best = matches[0][1] if matches else 0.0
    alike = [case for case, score in matches if score > best - LEAD]
    if best >= CLEAR:
        return alike
    offered = alike if len(alike) > 1 else [case for case, _ in matches[:2]]
    return offered if best >= POSSIBLE and len(offered) > 1 else []
