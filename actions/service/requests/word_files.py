"""A DOCX is opened before it is kept: within limits, and with nothing in it that reaches outside.

ISO/IEC 29500-2: a ZIP archive of XML parts; `[Content_Types].xml` and `word/document.xml` are always there.
"""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_ENTRIES = 2_000
MOST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_XML_BYTES = 32 * 1024 * 1024
MOST_RATIO = 200
"""Unpacked to packed, of parts of more than a mebibyte."""
LITTLE = 1024 * 1024
NEEDED = {"[Content_Types].xml", "word/document.xml"}
MACROS = "vbaproject.bin"
LINK = "/hyperlink"


def is_document(content: bytes) -> bool:
    """Whether it can be opened within the limits, holds no macros, no entities, no paths and
    nothing that is fetched from elsewhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            return _harmless(parts) and all(_readable(archive, part) for part in parts if _is_xml(part))
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False


def _harmless(parts: list[zipfile.ZipInfo]) -> bool:
    names = {part.filename for part in parts}
    return (
        names >= NEEDED
        and len(names) == len(parts) <= MOST_ENTRIES
        and sum(part.file_size for part in parts) <= MOST_UNPACKED_BYTES
        and not any(_bomb(part) or _path(part.filename) for part in parts)
        and not any(name.lower().endswith(MACROS) for name in names)
    )


def _bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > LITTLE and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _path(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _readable(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if part.file_size > MOST_XML_BYTES:
        return False
    with archive.open(part) as stream:
        text = stream.read(MOST_XML_BYTES + 1)
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return False
    return not part.filename.lower().endswith(".rels") or not any(map(_fetches, root.iter()))


def _fetches(relationship: Element) -> bool:
    """Whether it would be fetched from elsewhere when the document is opened (a template, a picture, an
    object): a link that a reader follows by himself is no such thing."""
    return relationship.get("TargetMode", "").lower() == "external" and not relationship.get(
        "Type", ""
    ).endswith(LINK)
