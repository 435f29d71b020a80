"""Between the page and the service: proxies that cut event streams, and such as gather them up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Chat

from .conftest import Site
from .proxy import Mode


@pytest.fixture
def behind(page: Page, site: Site) -> Iterator[Chat]:
    yield Chat(page, site.behind_proxy)
    site.proxy.mode = "passes"


def claimed(chat: Chat, site: Site) -> None:
    chat.says("转人工")
    chat.hears("已为您转人工")
    site.stage.claim(chat.secret)


def test_what_staff_wrote_while_the_stream_was_cut_is_shown(page: Page, site: Site, behind: Chat) -> None:
    """Also when it was cut before its first event."""
    site.proxy.mode = "cuts"
    behind.page.reload()
    claimed(behind, site)
    site.stage.says(behind.secret, "第一句")
    site.proxy.mode = "passes"
    site.stage.says(behind.secret, "第二句")
    expect(page.locator(".bubble.staff .said")).to_have_text(["第一句", "第二句"], timeout=20_000)


@pytest.mark.parametrize("mode", ["passes", "gathers"])
def test_a_proxy_that_gathers_keeps_nobody_waiting(page: Page, site: Site, behind: Chat, mode: Mode) -> None:
    site.proxy.mode = mode
    behind.page.reload()
    claimed(behind, site)
    site.stage.says(behind.secret, "请讲")
    expect(page.locator(".bubble.staff .said")).to_have_text(["请讲"], timeout=20_000)
