"""The confusion matrix as a picture (SVG): rows are what was meant, columns what was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.sax.saxutils import escape

from api.commands.evaluation.labelled import Pair

CELL = 16
MARGIN = 190
RIGHT, WRONG = "#2b6a4d", "#a3271f"


def confusion_picture(pairs: Sequence[Pair]) -> str:
    """Shade: the share of a row. Green where the two agree, red where they do not; the count is its title."""
    counts = Counter((pair.sample.expected.function, pair.found.function) for pair in pairs)
    names = sorted({name for both in counts for name in both})
    totals = Counter(pair.sample.expected.function for pair in pairs)
    place = {name: MARGIN + CELL * number for number, name in enumerate(names)}
    size = MARGIN + CELL * len(names) + CELL
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}" '
        'font-family="sans-serif" font-size="10">',
        f'<rect width="{size}" height="{size}" fill="#fffdf8"/>',
    ]
    parts += [_labels(name, place[name]) for name in names]
    for (expected, found), count in sorted(counts.items()):
        colour = RIGHT if expected == found else WRONG
        opacity = 0.15 + 0.85 * count / totals[expected]
        title = escape(f"{expected} → {found}: {count} / {totals[expected]}")
        parts.append(
            f'<rect x="{place[found]}" y="{place[expected]}" width="{CELL}" height="{CELL}" fill="{colour}" '
            f'fill-opacity="{opacity:.2f}"><title>{title}</title></rect>'
        )
        if expected != found:
            middle = place[found] + CELL / 2, place[expected] + CELL - 4
            parts.append(f'<text x="{middle[0]}" y="{middle[1]}" text-anchor="middle">{count}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _labels(name: str, at: int) -> str:
    said = escape(name)
    line, baseline = at + CELL, at + CELL - 4
    return (
        f'<path d="M{MARGIN} {line}H{10_000}M{line} {MARGIN}V{10_000}" stroke="#e4ddd0" stroke-width="0.5"/>'
        f'<text x="{MARGIN - 6}" y="{baseline}" text-anchor="end">{said}</text>'
        f'<text transform="translate({baseline} {MARGIN - 6}) rotate(-90)">{said}</text>'
    )
