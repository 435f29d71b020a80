"""Names written wrong by their sound, put right in place: 民是诉讼法 → 民事诉讼法."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.language.sounds import sound_key

_ENDS = re.compile(
    r"[\u4e00-\u9fff]{2,}?(?:[法典](?![人务院庭官警医治盲师学定律])|解释|规定|办法|规则"
    r"|(?=的?第[零〇一二两三四五六七八九十百千廿卅\d]+条))"
)
LONGEST = 16
FEWEST_RIGHT = 0.5
"""The share of characters that must be written right: all wrong is another word."""


def written_right(text: str, names: Mapping[tuple[str, ...], str]) -> str:
    """The text with such names put right; its length does not change. `names` are by their sound."""
    for match in _ENDS.finditer(text):
        start = max(match.start(), match.end() - LONGEST)
        said = text[start : match.end()]
        sounds = sound_key(said)
        for at in range(len(said) - 2):
            name = names.get(sounds[at:])
            if name:
                right = sum(a == b for a, b in zip(said[at:], name, strict=True))
                if FEWEST_RIGHT <= right / len(name) < 1:
                    text = text[: start + at] + name + text[match.end() :]
                break
    return text
