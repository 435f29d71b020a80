"""What the console's calls take."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.platform.models import Body

Status = Literal[
    "registered",
    "forwarded",
    "under_review",
    "supplement_required",
    "granted",
    "partly_granted",
    "refused",
    "not_accepted",
    "moved_offline",
    "withdrawn",
]


class Claim(Body):
    assignee: str | None = Field(None, description="主管指派给哪位工作人员（用户名）", max_length=64)


class StaffMessage(Body):
    text: str = Field(description="回复内容", min_length=1, max_length=2000)


class Resolution(Body):
    resolution: str = Field(description="处理结果", min_length=1, max_length=2000)


class RequestMove(Body):
    status: Status = Field(description="改为哪一种办理状态")
    note: str | None = Field(None, description="说明，会告知律师", max_length=2000)
    missing: list[str] = Field(default_factory=list, description="需要补充的材料", max_length=30)


class FeedbackAnswer(Body):
    answer: str = Field(description="答复内容", min_length=1, max_length=4000)


class ServiceTime(Body):
    working_days: int = Field(description="工作日数", ge=1, le=60)
