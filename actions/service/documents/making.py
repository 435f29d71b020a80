"""A template becomes a DOCX. Values are put in as plain text, once: nothing in them is read again as a blank,
a field or a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from actions.law.articles import citations
from actions.service.documents.templates import FILLED, Template

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST = 4_000
"""Characters of one value."""
GAP = "________"
BODY, HEAD = "宋体", "黑体"
_BLANK = re.compile(r"\{(\w+)\}")
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
PERSON = "姓名________，性别____，出生日期________，民族____，职业________，住所________，联系方式________"
COMPANY = (
    "（单位写：名称________，住所________，法定代表人或者主要负责人________，职务________，联系方式________）"
)
AGENT = "委托诉讼代理人：{lawyer}，{firm}，执业证号{licence_no}"


def made(template: Template, values: Mapping[str, str]) -> bytes:
    """The file; what `values` lacks stays a blank. Names that are no blanks of ours are left alone."""
    document = _paper()
    _line(document, template.title, size=18, font=HEAD, centred=True)
    for role in template.parties:
        _line(document, f"{role}：{PERSON}")
        _line(document, COMPANY)
    if template.agent:
        _line(document, filled(AGENT, values))
    for section in template.sections:
        _line(document, section.heading, size=14, font=HEAD)
        for number, line in enumerate(section.lines, 1):
            text = filled(line, values)
            for part in text.split("\n"):
                _line(document, f"{number}. {part}" if len(section.lines) > 2 and part == text else part)
    if template.table:
        _table(document, template.table.columns, template.table.rows)
    _closing(document, template, values)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def filled(line: str, values: Mapping[str, str]) -> str:
    """One pass over the line: what comes in is text and stays text."""

    def value(match: re.Match[str]) -> str:
        given = clean(values.get(match[1], "")) if match[1] in FILLED else ""
        return given or GAP

    return _BLANK.sub(value, line)


def clean(value: str) -> str:
    """Without what cannot be seen or would turn the writing round; at most LONGEST characters."""
    return _UNSEEN.sub("", value.replace("\r\n", "\n").replace("\t", " ")).strip()[:LONGEST]


def _paper() -> Made:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin = section.bottom_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY, Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.line_spacing = 1.5
    document.core_properties.author = document.core_properties.comments = ""
    return document


def _line(document: Made, text: str, *, size: int = 12, font: str = BODY, centred: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _table(document: Made, columns: tuple[str, ...], rows: int) -> None:
    table = document.add_table(rows=rows + 1, cols=len(columns))
    table.style = "Table Grid"
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.text = column
    for number, row in enumerate(table.rows[1:], 1):
        row.cells[0].text = str(number)


def _closing(document: Made, template: Template, values: Mapping[str, str]) -> None:
    court = clean(values.get("court", "")) if template.closing == "court" else ""
    _line(document, "此致")
    _line(document, court or f"{GAP}人民法院")
    for text in (f"{template.signer}：{GAP}", "____年__月__日"):
        _line(document, text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if template.copies:
        _line(document, f"附：{template.copies}。")
    note = f"填写依据：{citations(template.law)}。本模板供参考，以受理法院的要求为准。"
    _line(document, note, size=9)
