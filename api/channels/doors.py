"""Which doors are open: read once at start, and said."""

from __future__ import annotations

from dataclasses import dataclass

from actions.errors import SetupError
from api.channels.wechat_security import check_aes_key
from api.settings import Settings


@dataclass(frozen=True)
class DoorState:
    """`sends`: later messages go out by the provider, not into the file."""

    name: str
    open: bool
    sends: bool
    notes: tuple[str, ...] = ()
    """Chinese sentences for whoever starts the service."""


def doors(settings: Settings) -> list[DoorState]:
    """The doors that need to be set up.

    Raises:
        SetupError: a door is set in part, or its secure mode cannot work.
    """
    return [_twilio(settings), _wechat(settings)]


def sends(settings: Settings) -> frozenset[str]:
    """Channels whose later messages go out by the provider. Raises as `doors`."""
    telephone, wechat = doors(settings)
    return frozenset({"sms"} if telephone.sends else ()) | frozenset({"wechat"} if wechat.sends else ())


def writes_to_file(settings: Settings) -> bool:
    """Whether messages may stay in the outbox file: not on a public site, unless it is wanted so."""
    public = settings.public.startswith("https") and not settings.loopback
    return settings.demo or settings.sms_outbox == "file" or not public


def _twilio(settings: Settings) -> DoorState:
    receiving = {
        "HOTLINE_TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "HOTLINE_TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
    }
    is_open = _set("电话和短信", receiving, {"HOTLINE_TWILIO_FROM": settings.twilio_from})
    sends = is_open and bool(settings.twilio_from)
    notes: list[str] = []
    if not is_open:
        notes.append("电话和短信没有接通：没有设置 Twilio 账号。")
    if not sends:
        notes.append(_unsent("短信", "HOTLINE_TWILIO_FROM", settings))
    return DoorState("电话和短信", is_open, sends, tuple(notes))


def _wechat(settings: Settings) -> DoorState:
    receiving = {
        "HOTLINE_WECHAT_APP_ID": settings.wechat_app_id,
        "HOTLINE_WECHAT_TOKEN": settings.wechat_token,
    }
    further = {
        "HOTLINE_WECHAT_AES_KEY": settings.wechat_aes_key,
        "HOTLINE_WECHAT_APP_SECRET": settings.wechat_app_secret,
    }
    if not _set("微信", receiving, further):
        return DoorState("微信", False, False, ("微信没有接通：没有设置公众号。",))
    if settings.wechat_aes_key:
        check_aes_key(settings)
    elif settings.wechat_plain == "off":
        raise SetupError("微信关闭了明文模式，但没有设置 HOTLINE_WECHAT_AES_KEY，收不到任何消息。")
    notes: list[str] = []
    if settings.wechat_plain == "on":
        notes.append("微信接受明文模式，明文签名不保护消息内容；用安全模式时请设 HOTLINE_WECHAT_PLAIN=off。")
    if not settings.wechat_app_secret:
        notes.append(_unsent("微信客服消息", "HOTLINE_WECHAT_APP_SECRET", settings))
    return DoorState("微信", True, bool(settings.wechat_app_secret), tuple(notes))


def _set(door: str, receiving: dict[str, str | None], further: dict[str, str | None]) -> bool:
    """All that receiving needs (True), or nothing at all (False)."""
    missing = [name for name, value in receiving.items() if not value]
    given = any((receiving | further).values())
    if missing and given:
        raise SetupError(f"{door}只设置了一部分，还缺 {'、'.join(missing)}：请补全，或者全部不设。")
    return not missing


def _unsent(what: str, setting: str, settings: Settings) -> str:
    """Raises SetupError where messages may not stay in a file."""
    if not writes_to_file(settings):
        raise SetupError(
            f"{what}发不出去：请设置 {setting}；确要写入待发文件，请设 HOTLINE_SMS_OUTBOX=file。"
        )
    return f"{what}不会发出，写入 {settings.data_dir / 'outbox.jsonl'}。"
