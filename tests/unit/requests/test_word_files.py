"""A DOCX is opened within limits before it is kept."""

from __future__ import annotations

import io
import zipfile

import pytest

from actions.service.requests.word_files import is_document

TYPES, BODY = "[Content_Types].xml", "word/document.xml"
GOOD = {TYPES: b"<Types/>", BODY: "<document>起诉状</document>".encode()}
ENTITY = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'


def packed(parts: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into.getvalue()


def test_a_document_is_one() -> None:
    assert is_document(packed(GOOD | {"word/media/image1.png": b"\x89PNG" + bytes(range(256)) * 10}))


def relating(kind: str, mode: str) -> dict[str, bytes]:
    target = f'Id="r" Type="http://schemas.example/{kind}" Target="https://elsewhere.example/x"{mode}'
    rels = f"<Relationships><Relationship {target}/></Relationships>"
    return GOOD | {"word/_rels/settings.xml.rels": rels.encode()}


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "image", "frame"])
def test_what_would_be_fetched_when_it_is_opened_is_refused(kind: str) -> None:
    assert not is_document(packed(relating(kind, ' TargetMode="External"')))
    assert is_document(packed(relating(kind, "")))


def test_a_link_that_the_reader_follows_himself_stays() -> None:
    assert is_document(packed(relating("hyperlink", ' TargetMode="External"')))


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + bytes(1000),
        packed({TYPES: b"<Types/>"}),
        packed(GOOD | {"word/vbaProject.bin": b"macro"}),
        packed(GOOD | {"../../etc/cron.d/x": b"x"}),
        packed(GOOD | {"/etc/passwd": b"x"}),
        packed(GOOD | {"word/media/big.bin": bytes(50 * 1024 * 1024)}),
        packed(GOOD | {BODY: ENTITY}),
        packed(GOOD | {"word/_rels/document.xml.rels": ENTITY}),
        packed(GOOD | {BODY: b"<document>"}),
        packed(GOOD | {f"word/{number}.bin": b"" for number in range(2_001)}),
        packed(GOOD)[:-30],
    ],
    ids=["head", "noise", "parts", "macro", "up", "root", "bomb", "entity", "rels", "xml", "many", "cut"],
)
def test_what_is_none_or_more_than_one_is_refused(content: bytes) -> None:
    assert not is_document(content)
