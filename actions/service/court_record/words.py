"""The record's codes as words, the same on the telephone, on a page and for staff."""

from __future__ import annotations

STAGES = {"filing": "立案审查", "trial": "审理", "closed": "已结案", "enforcement": "执行"}
MILESTONES = {
    "filed": "提交立案材料",
    "accepted": "立案受理",
    "served": "送达",
    "hearing": "开庭",
    "adjourned": "延期审理",
    "judged": "裁判",
    "closed": "结案",
    "appealed": "提起上诉",
    "enforced": "执行立案",
}
HEARING_STATES = {"scheduled": "已排期", "cancelled": "已取消", "held": "已开庭"}
HEARING = "开庭"
"""What a hearing is called whose kind the record does not name."""
REFUND_STATES = {"applied": "已申请退费", "approved": "已同意退费", "paid": "已退费", "refused": "未予退费"}


def word(table: dict[str, str], code: str) -> str:
    """The code itself where the table has none: a court may feed its own."""
    return table.get(code, code)
