"""Readers of single values: what the JSON holds → what the table holds.

Each takes a value that is not null and raises `Unreadable` with a Chinese reason; a reason never repeats the
value. A blank text reads as null.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError

from actions.service.functions import functions
from actions.service.identity.visibility import SUPPLEMENT, grantable
from bot.language.case_number import FIRST_YEAR, parse_exact

Reader = Callable[[Any], Any]

KEY_LENGTH = 64
LARGEST_YUAN = Decimal(10) ** 13
YEARS = range(1900, 3000)

_SPACE = re.compile(r"\s")
_AMOUNT = re.compile(r"\d+(\.\d+)?", re.ASCII)
_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_LICENCE = re.compile(r"\d{8,20}", re.ASCII)
_MOBILE = re.compile(r"\+861\d{10}", re.ASCII)
_BASE32 = re.compile(r"[A-Z2-7]{16,}=*")
_BRACKETS = str.maketrans("()[]〔〕【】［］", "（）" * 5)
_NUMBER_OF_OLD = re.compile(r"（(\d{4})）[^（）]{2,40}号", re.ASCII)


class Unreadable(ValueError):
    """A value that a field cannot take; the text is the reason, in Chinese."""


@dataclass(frozen=True)
class PlainPassword:
    """A first password as the feed names it; sealed before anything is stored."""

    value: str = field(repr=False)


def text(value: Any) -> str | None:
    if not isinstance(value, str):
        raise Unreadable("应为文本")
    return value.strip() or None


def code(value: Any) -> str | None:
    """A key or a reference: at most 64 characters without spaces."""
    read = text(value)
    if read and (len(read) > KEY_LENGTH or _SPACE.search(read)):
        raise Unreadable(f"应为不含空格、不超过 {KEY_LENGTH} 字的编号")
    return read


def licence_no(value: Any) -> str | None:
    """A number of a lawyer, trainee or legal worker: figures alone; their kind tells how many."""
    read = text(value)
    if read and not _LICENCE.fullmatch(read):
        raise Unreadable("证号应全为数字，位数也要对")
    return read


def label(value: Any) -> str | None:
    read = text(value)
    if read and len(read) > KEY_LENGTH:
        raise Unreadable(f"应不超过 {KEY_LENGTH} 字")
    return read


def case_number(value: Any) -> str | None:
    """The canonical form `（2025）京0105民初12345号`; numbers of before 2016 stay as they are.

    Source: 最高人民法院关于人民法院案件案号的若干规定, in force since 2016-01-01.
    """
    read = text(value)
    if read is None:
        return None
    read = "".join(read.translate(_BRACKETS).split())
    old = _NUMBER_OF_OLD.fullmatch(read)
    if old and int(old[1]) < FIRST_YEAR:
        return read
    number = parse_exact(read)
    if number is None:
        raise Unreadable("不是规范的案号")
    return number.canonical


def phone(value: Any) -> str | None:
    read = text(value)
    if read and (not _E164.fullmatch(read) or (read.startswith("+861") and not _MOBILE.fullmatch(read))):
        raise Unreadable("应为带国家代码的号码（E.164，如 +86 开头、中间不留空）")
    return read


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unreadable("应为 true 或 false")
    return value


def yuan(value: Any) -> Decimal:
    """An amount in yuan, from a decimal string or a JSON number, to the fen at most."""
    if isinstance(value, str):
        if not _AMOUNT.fullmatch(value.strip()):
            raise Unreadable("不是金额")
        value = value.strip()
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Unreadable("不是金额")
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise Unreadable("不是金额") from None
    if not 0 <= amount < LARGEST_YUAN:
        raise Unreadable("金额不能为负，也不能达到十万亿元")
    exact = amount.quantize(Decimal("0.01"))
    if exact != amount:
        raise Unreadable("金额最多两位小数")
    return exact


def day(value: Any) -> date:
    if isinstance(value, str):
        try:
            read = date.fromisoformat(value.strip())
        except ValueError:
            pass
        else:
            if read.year in YEARS:
                return read
    raise Unreadable("应为日期（如 2026-01-05）")


def moment(value: Any) -> datetime:
    """An ISO 8601 time with its offset, in UTC."""
    if not isinstance(value, str):
        raise Unreadable("应为时间文本")
    try:
        read = datetime.fromisoformat(value.strip())
    except ValueError:
        raise Unreadable("不是 ISO 8601 时间") from None
    if read.tzinfo is None:
        raise Unreadable("时间缺少时区（如 +08:00）")
    if read.year not in YEARS:
        raise Unreadable("时间的年份超出范围")
    return read.astimezone(UTC)


def clock_time(value: Any) -> str:
    """09:30, of the court's own day."""
    read = text(value) or ""
    try:
        return time.fromisoformat(read).strftime("%H:%M")
    except ValueError:
        raise Unreadable("应为 09:30 这样的时刻") from None


def password(value: Any) -> PlainPassword:
    if not isinstance(value, str) or not 1 <= len(value) <= 1024:
        raise Unreadable("口令应为 1 至 1024 字的文本")
    return PlainPassword(value)


def password_hash(value: Any) -> str:
    """A PHC string of the argon2 family."""
    if isinstance(value, str) and value.isascii():
        try:
            extract_parameters(value)
        except (InvalidHashError, ValueError, KeyError, IndexError):
            pass
        else:
            return value
    raise Unreadable("只接受 argon2 的 PHC 字符串")


def totp_secret(value: Any) -> str | None:
    read = text(value)
    if read and not _BASE32.fullmatch(read.upper()):
        raise Unreadable("应为 Base32 密钥")
    return read and read.upper()


def function(value: Any) -> str:
    if not isinstance(value, str) or value not in functions():
        raise Unreadable("含有不是功能代码的项")
    return value


def granted(value: Any) -> str:
    """A function that assistants may be granted, or their right to hand in material."""
    if value != SUPPLEMENT and not grantable(function(value)):
        raise Unreadable("含有不得授权给律师助理的功能")
    return str(value)


def choice(*allowed: str) -> Reader:
    options = frozenset(allowed)

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in options:
            raise Unreadable("应为 " + "、".join(allowed) + " 之一")
        return value

    return read


def list_of(item: Reader) -> Reader:
    """A list whose items are read one by one."""

    def read(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Unreadable("应为列表")
        items = [item(one) for one in value]
        if None in items:
            raise Unreadable("列表里有空项")
        return items

    return read


def object_of(**parts: Reader) -> Reader:
    """An object of the named parts, written so that JSON can hold it (amounts and times as texts)."""

    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unreadable("应为对象")
        named = {name: value[name] for name in parts if value.get(name) is not None}
        return {name: _plain(parts[name](raw)) for name, raw in named.items()}

    return read


def day_or_moment(value: Any) -> date | datetime:
    return day(value) if isinstance(value, str) and len(value.strip()) <= len("2026-01-05") else moment(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
