"""What the platform's calls take: bodies with their limits, described in Chinese for the OpenAPI page."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.gateway.storable import cleaned


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _as_it_can_be_kept(cls, given: Any) -> Any:
        """Control characters and half an emoji, as broken keyboards send them, must not cost the sentence."""
        return cleaned(given)


class CodeAsked(Body):
    licence_no: str = Field(description="律师执业证号（或助理编号）", min_length=1, max_length=64)
    name: str = Field(description="登记的姓名", min_length=1, max_length=64)


class CodeGiven(Body):
    licence_no: str = Field(description="律师执业证号（或助理编号）", min_length=1, max_length=64)
    code: str = Field(description="短信收到的六位验证码", min_length=1, max_length=16)


class NewPin(Body):
    pin: str = Field(description="六位数字的电话密码", min_length=1, max_length=16)


class NewRequest(Body):
    function: str = Field(description="事项代码，例如 request.hearing_postponement", max_length=64)
    case_number: str | None = Field(
        None, description="案号，例如（2025）京0105民初12345号；不涉及案件的事项不填", max_length=64
    )
    fields: dict[str, Any] = Field(default_factory=dict, description="事项的各项内容")
    in_addition_to: str = Field(
        "",
        description="同一事项已有一件在办（409 already_open 给出收件号）而仍要另外登记的，填那件的收件号",
        max_length=64,
    )


class Withdrawal(Body):
    note: str | None = Field(None, description="撤回的原因", max_length=500)


class Supplement(Body):
    text: str = Field(description="补充的内容", min_length=1, max_length=2000)


class NewEvaluation(Body):
    rating: int = Field(description="1到5分，5分为非常满意", ge=1, le=5)
    remark: str | None = Field(None, description="意见", max_length=2000)
    about: str | None = Field(None, description="评价对象的回执号", max_length=64)
    conversation_id: str | None = Field(None, description="评价的会话", max_length=64)


class NewFeedback(Body):
    kind: Literal["suggestion", "complaint"] = Field(description="suggestion 意见建议，complaint 投诉反映")
    text: str = Field(description="内容", min_length=1, max_length=4000)
    court_code: str | None = Field(None, description="反映的法院代码", max_length=64)


class TokenIssued(BaseModel):
    access_token: str = Field(description="不透明令牌")
    token_type: Literal["bearer"] = "bearer"
    expires_in: int = Field(description="有效秒数")


class Items(BaseModel):
    """一页清单。"""

    items: list[dict[str, Any]]
    next: str | None = Field(description="下一页的标记；最后一页为 null")
