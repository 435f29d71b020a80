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


def fold(text: str) -> str:
    """Half width, single spaces, nothing invisible; at most LIMIT characters. Never raises; idempotent."""
    return _SPACES.sub(" ", text[:_LOOKED_AT].translate(_FOLDING)).strip(" ")[:LIMIT].rstrip(" ")
