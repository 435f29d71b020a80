"""After something was told: on with it, the whole of it, the next one; or with it filled in."""

from __future__ import annotations

import re
from typing import Literal

from bot.language.fold import fold

Step = Literal["more", "full", "next", "previous"]
_TELL = r"(?:说|念|讲|听|看|读|查)"
_ON = r"(?:继续|接着|往下|下一段|下一部分|还有呢|后面呢|后面的|剩下的?)"
_ALL = r"(?:详细|具体|完整|全部|整条|全文|原文|条文)(?:的|点|一点|些|内容|条文)*"
_ONE = r"[一那]?条(?:呢|是什么|怎么说的?|怎么规定的?|的内容)?"
_STEPS: tuple[tuple[Step, str], ...] = (
    ("more", rf"(?:请|那|好的?|嗯|再)*{_ON}(?:{_TELL}|往下)*"),
    ("full", rf"(?:请|那|我要|想|给我|再)*{_TELL}?(?:一下|一遍)?{_ALL}{_TELL}?(?:一下|一遍|说说)?"),
    ("next", rf"(?:请|那|再)*{_TELL}?(?:后面|下面?){_ONE}"),
    ("previous", rf"(?:请|那|再)*{_TELL}?(?:前面|上面?){_ONE}"),
)
_ENDING = r"(?:吧|呢|呀|啊|一下|谢谢)*"


def going_on(text: str) -> Step | None:
    """Which step the whole of a text asks for; None where it says anything else."""
    bare = re.sub(r"[\s,。.!?;]", "", fold(text))
    return next((step for step, said in _STEPS if re.fullmatch(said + _ENDING, bare)), None)


_FILLS = re.compile(r"填好|预填|填写好|[替帮给]我填|[按用]我的案|填上案件")


def asks_to_fill(text: str) -> bool:
    """Whether a document is wanted with what is on record already in it (帮我填好)."""
    return _FILLS.search(fold(text)) is not None
