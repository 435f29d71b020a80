"""A file of a statute → its lines and front matter: Markdown, plain text, DOCX. Nothing outside the file is
read: no links, no entities, no parts of a package but its text."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import yaml
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from actions.service.statutes.published import Unreadable

LARGEST = 20_000_000
LARGEST_TEXT = 60_000_000
"""Bytes of the text of a DOCX once unpacked."""
MOST_PARTS = 2_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "word/document.xml"
ENCODINGS = ("utf-8-sig", "gb18030")


def lines_of(path: Path) -> tuple[list[str], dict[str, Any]]:
    """Raises Unreadable."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"超过 {LARGEST // 1_000_000} MB")
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable("打不开") from error
    match path.suffix.lower():
        case ".md" | ".markdown" | ".txt":
            return _front_matter(_decoded(content).splitlines())
        case ".docx":
            return _docx(content), {}
        case _:
            raise Unreadable("不认识的格式，请用 .md、.txt 或者 .docx")


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码不是 UTF-8，也不是 GB18030")


def _front_matter(lines: list[str]) -> tuple[list[str], dict[str, Any]]:
    """The YAML between two lines of three hyphens at the very beginning."""
    if not lines or lines[0].strip() != "---":
        return lines, {}
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        return lines, {}
    try:
        said = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise Unreadable("开头的说明（两行 --- 之间）不是有效的 YAML") from error
    return lines[end + 1 :], said if isinstance(said, dict) else {}


def _docx(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            text = next((part for part in parts if part.filename == _TEXT), None)
            if len(parts) > MOST_PARTS or text is None:
                raise Unreadable("不是一个 DOCX 文档")
            if text.file_size > LARGEST_TEXT or text.flag_bits & 1:
                raise Unreadable("文档太大，或者加了密")
            with package.open(text) as unpacked:
                xml = unpacked.read(LARGEST_TEXT + 1)
        if len(xml) > LARGEST_TEXT:
            raise Unreadable("文档太大，或者加了密")
        return _paragraphs(fromstring(xml, forbid_dtd=True))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ParseError) as error:
        raise Unreadable("不是一个完好的 DOCX 文档") from error
    except DefusedXmlException as error:
        raise Unreadable("文档里有外部实体或者 DTD，不读") from error


def _paragraphs(document: Element) -> list[str]:
    lines = []
    for paragraph in document.iter(f"{_W}p"):
        text = "".join(_run(part) for part in paragraph.iter())
        lines += text.split("\n")
    return lines


def _run(part: Element) -> str:
    """Text that stands there; deleted text and the codes of fields are no part of it."""
    if part.tag == f"{_W}t":
        return part.text or ""
    return {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n"}.get(part.tag, "")
