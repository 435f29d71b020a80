"""One form for the many ways the same character reaches us."""

import re
import unicodedata

LIMIT = 2_000
_LOOKED_AT = 5 * LIMIT


class _Folding(dict[int, str]):
    """Code point → its folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char.isspace() or category in ("Zs", "Zl", "Zp"):
            folded = " "
        elif category in ("Cc", "Cf", "Cs", "Co", "Cn") or 0xFE00 <= code <= 0xFE0F:
            folded = ""
        else:
            whole = unicodedata.normalize("NFKC", char)
            folded = whole if len(whole) == 1 else char
        self[code] = folded
        return folded


_FOLDING = _Folding()
_SPACES = re.compile(r" {2,}")
_SPELT = re.compile(r"(?<![^ ])[\u4e00-\u9fff\d](?: [\u4e00-\u9fff\d]){3,}(?![^ ])")
"""Characters one by one, as some recognisers deliver them."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def fold(text: str) -> str:
    """Half width, single spaces, nothing invisible, characters delivered one by one joined (标 的 五 十 万);
    at most LIMIT characters. Never raises; idempotent."""
    folded = _SPACES.sub(" ", text[:_LOOKED_AT].translate(_FOLDING)).strip(" ")
    return _SPELT.sub(_joined, folded)[:LIMIT].rstrip(" ") if " " in folded else folded[:LIMIT]


def _joined(match: "re.Match[str]") -> str:
    return match[0].replace(" ", "") if _CHINESE.search(match[0]) else match[0]
