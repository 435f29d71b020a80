"""Which papers of a file somebody wants to see: 阅卷，主要看庭审笔录."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"[^,，。;；!！\n]+")
_WANTS = re.compile(
    r"(?:主要|重点|只|就|想|要|还|我|们|需要)*(?:查阅|看一?[看下]?|复制|复印|拷贝|调阅|翻)(?:一下|的是|的|一份)*(?P<papers>[^,，。;；!！]{2,60})"
)
_PAPER = re.compile(r"证据|笔录|材料|诉状|答辩|判决|裁定|鉴定|录音|录像|送达|合同|报告|清单|副卷|正卷|目录")
_TAIL = re.compile(r"[吧啊呢了的]+$")


def papers_wanted(text: str) -> str | None:
    """The papers named as what is to be seen; None where only the file is."""
    for clause in _CLAUSE.findall(text):
        found = _WANTS.search(clause)
        named = _TAIL.sub("", found["papers"]) if found else clause.strip()
        if _PAPER.search(named) and (
            found or re.fullmatch(r"[^,，。]{0,24}(?:证据|笔录|材料)[^,，。]{0,12}", named)
        ):
            return named
    return None
