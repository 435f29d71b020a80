"""A new user with a telephone in his hand, from the first word to a receipt; nothing is scripted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from actions.store.matters import Request
from tests.browsing import SIZES, Chat, chromium_running
from tests.running import RunningHouse

PHONE = "+8613800010001"


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium_running() as browser:
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **SIZES["telephone"])
        context.set_default_timeout(30_000)
        yield context.new_page()
        context.close()


def test_from_the_first_word_to_a_receipt(page: Page, house: RunningHouse) -> None:
    chat = Chat(page, house.url)
    page.get_by_role("button", name="申请延期开庭").tap()
    chat.hears("执业证号")
    chat.says("11101201510123456，林知远")
    chat.hears("六位验证码")
    chat.says(house.code(PHONE))
    chat.hears("核验通过")
    page.locator(".choices button", has_text="10086").tap()
    chat.hears("理由")
    chat.says("那天我在上海还有个庭")
    chat.hears("请核对")
    chat.says("对")
    card = page.locator(".receipt")
    expect(card).to_contain_text("已登记")
    with house.db.read() as session:
        (kept,) = session.scalars(select(Request)).all()
    assert (kept.channel, kept.function) == ("web", "request.hearing_postponement")
    assert kept.receipt_no in card.inner_text().replace(" ", "")
    expect(card.get_by_role("link")).to_have_attribute("href", f"/lawyer/requests/{kept.receipt_no}")
