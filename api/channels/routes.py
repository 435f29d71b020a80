"""All doors that people speak through, for the application to take in."""

from __future__ import annotations

from starlette.routing import BaseRoute

from api.channels import twilio_sms, twilio_voice, web, web_history, wechat
from api.channels.web_stream import stream_router


def channel_routes() -> list[BaseRoute]:
    routers = (
        web.router,
        web_history.router,
        stream_router(),
        twilio_voice.router,
        twilio_sms.router,
        wechat.router,
    )
    return [route for router in routers for route in router.routes]
