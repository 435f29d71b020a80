"""The short messages of this room. Each names the line and the purpose; a code is never called 实人核验."""

from __future__ import annotations

from typing import Literal

from actions.service.channels import CHANNELS

Purpose = Literal["verify", "token", "pin"]

PURPOSES: dict[Purpose, str] = {
    "verify": "{channel}核验律师身份",
    "token": "登录律师服务平台",
    "pin": "设置电话密码",
}


def code_message(code: str, *, purpose: Purpose, channel: str) -> str:
    what = PURPOSES[purpose].format(channel=CHANNELS[channel].title)
    return (
        f"【12368诉讼服务热线】验证码{code}，用于{what}，"
        "5分钟内有效。任何工作人员都不会向您索要，请勿告知他人。"
    )


PIN_DISABLED = (
    "【12368诉讼服务热线】您的电话密码连续输错5次，已停用，请登录律师服务平台重新设置。"
    "停用期间仍可用短信验证码核验身份。如非本人操作，请留意信息安全。"
)
