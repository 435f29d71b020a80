"""Documents: complete for every matter, and what callers typed stays text."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from actions.errors import NotFound
from actions.service.documents.making import GAP, clean, filled, made
from actions.service.documents.materials import Materials, all_materials, level_named, materials_named
from actions.service.documents.templates import Template, for_matter, template, template_named, templates
from actions.service.functions import functions
from actions.service.requests.matters import has_matter, matter

REQUESTS = [code for code in functions() if code.startswith("request.")]
NO_PAPER = {"request.payment", "request.message_judge", "request.assistant"}
"""Done on the platform itself, or without any document."""
HOSTILE = [
    "{case_number} {lawyer}",
    '=HYPERLINK("http://x")',
    "{ MERGEFIELD a }",
    "</w:t></w:r><w:fldSimple w:instr='DATE'/>",
    "a\x00b\u202egnp.exe\ufffe",
    "&e; <!ENTITY e SYSTEM 'file:///etc/passwd'>",
    "第一行\n第二行\r\n第三行",
    "\ud800",
]


def text_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def xml_of(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return package.read("word/document.xml").decode()


@pytest.mark.parametrize("code", REQUESTS)
def test_every_matter_has_its_materials_and_its_document(code: str) -> None:
    assert any(one.function == code and one.items for one in all_materials().values())
    assert for_matter(code) or code in NO_PAPER


@pytest.mark.parametrize("title", ["起诉状", "答辩状", "上诉状", "申请执行书", "授权委托书", "证据目录"])
def test_the_documents_that_are_asked_for_most_are_there(title: str) -> None:
    found = template_named(f"{title}有没有模板")
    assert found is not None and title in found.title


@pytest.mark.parametrize("code", templates())
def test_every_blank_document_opens_and_names_its_parties_and_articles(code: str) -> None:
    one = template(code)
    told = text_of(made(one, {}))
    assert one.title in told and all(role in told for role in one.parties)
    assert "填写依据：《" in told and "此致" in told
    assert "{" not in told and all(section.heading in told for section in one.sections)


def test_what_is_known_is_filled_in_and_the_rest_stays_blank() -> None:
    values = {
        "case_number": "（2026）京0105民初10086号",
        "court": "北京市朝阳区人民法院",
        "reason": "另有庭审",
    }
    told = text_of(made(template("postponement"), values))
    assert all(value in told for value in values.values())
    assert "案由：" + GAP in told


@pytest.mark.parametrize("value", HOSTILE)
def test_what_callers_typed_becomes_no_field_formula_or_markup(value: str) -> None:
    content = made(
        template("postponement"), {"reason": value, "lawyer": value, "court": value, "blank": value}
    )
    xml = xml_of(content)
    fromstring(xml)
    for field in (
        "w:fldSimple",
        "w:fldChar",
        "w:instrText",
        "w:hyperlink",
        "w:object",
        "<!ENTITY",
        "<!DOCTYPE",
    ):
        assert f"<{field.lstrip('<')}" not in xml
    assert clean(value).split("\n")[0] in text_of(content)


@given(st.text(max_size=200))
def test_any_text_gives_a_document_that_opens(value: str) -> None:
    line = filled("理由：{reason}", {"reason": value})
    assert line == "理由：" + (clean(value) or GAP)
    assert not any(ord(char) < 32 and char != "\n" for char in line)


def test_a_document_that_there_is_none_of_is_said_to_be_none() -> None:
    with pytest.raises(NotFound):
        template("../../etc/passwd")


@pytest.mark.parametrize(
    ("said", "function", "keys"),
    [("民事立案要什么材料", "request.filing", ["filing_civil"]),
     ("行政诉讼立案要带什么", "request.filing", ["filing_administrative"]),
     ("诉前保全要交什么", "request.preservation", ["preservation_before"]),
     ("上诉要什么材料", None, ["appeal"]),
     ("要什么材料", None, [])],
)  # fmt: skip
def test_which_materials_are_meant(said: str, function: str | None, keys: list[str]) -> None:
    assert [one.key for one in materials_named(said, function)] == keys


def test_a_level_of_court_adds_what_it_asks_for() -> None:
    one = all_materials()["filing_civil"]
    assert level_named("在中院立案") == "中级"
    assert set(one.at(None)) < set(one.at("中级"))


def test_what_is_told_of_one_of_several_is_told_of_one_that_there_is() -> None:
    told: list[Materials | Template] = [*all_materials().values(), *templates().values()]
    for one in (each for each in told if each.function and each.variant and has_matter(each.function)):
        kinds = matter(str(one.function)).variants
        assert kinds is not None and one.variant in kinds.of, one
