"""One line of the feed → an entry, or a refusal with its reason. Nothing here looks at the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from actions.service.feed.readers import Unreadable
from actions.service.feed.record_types import RECORD_TYPES, RecordType
from actions.service.feed.report import Refusal

LONGEST_LINE = 1_048_576
"""Bytes."""

Key = tuple[Any, ...]
Address = tuple[str, Key]
"""Which record: the name of its type, and its key."""


@dataclass(slots=True)
class Entry:
    """A record as a line names it: only the columns it names, null where it clears one."""

    line_no: int
    record_type: RecordType
    key: Key
    values: dict[str, Any]
    removed: bool | None
    """None where the line does not name it: a removed record stays removed until it is restored."""
    ignored_fields: int

    @property
    def address(self) -> Address:
        return self.record_type.name, self.key


def read_line(line_no: int, line: bytes) -> Entry | Refusal | None:
    """The entry of a line; None for a blank one. Never raises."""
    if len(line) > LONGEST_LINE:
        return Refusal(line_no, "这一行超过 1 MB")
    if line_no == 1:
        line = line.removeprefix(b"\xef\xbb\xbf")
    if not line.strip():
        return None
    try:
        return _entry(line_no, _object(line))
    except Unreadable as unreadable:
        return Refusal(line_no, str(unreadable))


def _object(line: bytes) -> dict[str, Any]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("不是 UTF-8 文本") from None
    try:
        record = _decode(text)
    except (ValueError, ArithmeticError, RecursionError):
        raise Unreadable("不是完整的 JSON") from None
    if not isinstance(record, dict):
        raise Unreadable("不是 JSON 对象")
    if "\\u" in text and not all(map(_storable, _texts(record))):
        raise Unreadable("含有无法存储的字符")
    return record


def _no_constant(_name: str) -> None:
    raise ValueError


_decode = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant).decode


def _entry(line_no: int, record: dict[str, Any]) -> Entry:
    name = record.pop("type", None)
    record_type = RECORD_TYPES.get(name) if isinstance(name, str) else None
    if record_type is None:
        raise Unreadable("没有 type，或不是已知的记录类型")
    removed = record.pop("removed", None)
    if not isinstance(removed, bool | None):
        raise Unreadable("removed：应为 true 或 false")
    key = tuple(_read(field.name, field.read, record.pop(field.name, None)) for field in record_type.key)
    if None in key:
        missing = "、".join(f.name for f, part in zip(record_type.key, key, strict=True) if part is None)
        raise Unreadable(f"缺少标识字段 {missing}")
    values: dict[str, Any] = {}
    ignored = 0
    for field_name, raw in record.items():
        field = record_type.by_name.get(field_name)
        if field is None:
            ignored += 1
            continue
        value = _read(field_name, field.read, raw)
        if value is None:
            if field.required:
                raise Unreadable(f"{field_name}：必填，不能为空")
            value = field.absent
        if field.column in values:
            raise Unreadable(f"{field_name}：同一内容给了两次")
        values[field.column] = value
    return Entry(line_no, record_type, key, values, removed, ignored)


def _read(name: str, read: Any, raw: Any) -> Any:
    if raw is None:
        return None
    try:
        return read(raw)
    except Unreadable as unreadable:
        raise Unreadable(f"{name}：{unreadable}") from None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _storable(text: str) -> bool:
    """PostgreSQL keeps neither NUL nor half of a surrogate pair; JSON can bring both, escaped."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
