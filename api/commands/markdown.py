"""Generated Markdown: a page that says so, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GENERATED = "<!-- 由 uv run hotline docs 生成，请改数据，不要改这一页。 -->"


def page(title: str, lead: str, body: str) -> str:
    return f"{GENERATED}\n\n# {title}\n\n{lead}\n\n{body}".rstrip() + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (heads, ["---"] * len(heads), *rows)
    return "".join(f"| {' | '.join(cell.replace('|', '／') for cell in line)} |\n" for line in lines)
