"""All doors of telephone, short message and WeChat, for the application to take in."""

from __future__ import annotations

from fastapi import APIRouter

from api.channels import twilio_sms, twilio_voice
from api.channels.wechat import wechat_router
from api.channels.wechat_security import NonceMemory


def channel_routers() -> list[APIRouter]:
    return [twilio_voice.router, twilio_sms.router, wechat_router(NonceMemory())]
