"""How the pages look: nothing for axe to find by WCAG 2.2 AA, in either size, by day and by night."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.browsing import Chat

from .conftest import Site

Scheme = Literal["light", "dark"]
WCAG = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}


def findings(page: Page) -> list[Any]:
    page.emulate_media(reduced_motion="reduce")
    found = Axe().run(page, options=WCAG).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


def picture(page: Page, shots: Path | None, name: str) -> None:
    if shots:
        page.screenshot(path=shots / f"{name}.png")


@pytest.mark.parametrize(
    ("size", "scheme"), [("telephone", "light"), ("telephone", "dark"), ("desktop", "light")]
)
def test_the_chat(page: Page, site: Site, size: str, scheme: Scheme, shots: Path | None) -> None:
    page.emulate_media(color_scheme=scheme)
    chat = Chat(page, site.url)
    picture(page, shots, f"chat-first-{size}-{scheme}")
    assert findings(page) == []
    site.stage.verify(chat.secret)
    chat.asks("什么时候开庭")
    chat.says("登记延期开庭")
    expect(page.locator(".receipt")).to_be_visible()
    chat.says("转人工")
    chat.hears("已为您转人工")
    site.stage.claim(chat.secret)
    site.stage.says(chat.secret, "您好，请讲。")
    expect(page.locator(".bubble.staff")).to_be_visible()
    picture(page, shots, f"chat-talk-{size}-{scheme}")
    assert findings(page) == []
    page.get_by_role("button", name="更多").click()
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.locator("#attach").click()
    picture(page, shots, f"chat-files-{size}-{scheme}")
    assert findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_choices_and_a_failed_message(page: Page, site: Site, scheme: Scheme, shots: Path | None) -> None:
    page.emulate_media(color_scheme=scheme)
    chat = Chat(page, site.url)
    chat.says("让我选")
    chat.hears("您要办哪一样")
    page.route("**/channels/web/messages", lambda route: route.fulfill(status=400, json={}))
    page.evaluate("document.activeElement.blur()")
    assert findings(page) == []
    chat.says("申请阅卷")
    expect(page.get_by_role("button", name="再发一次")).to_be_visible()
    picture(page, shots, f"chat-failed-{scheme}")
    assert findings(page) == []


@pytest.mark.parametrize(("size", "scheme"), [("telephone", "dark"), ("desktop", "light")])
def test_the_platform_and_the_console(
    page: Page, site: Site, size: str, scheme: Scheme, shots: Path | None
) -> None:
    page.emulate_media(color_scheme=scheme)
    chat = Chat(page, site.url)
    chat.says("转人工，财产被查封错了")
    chat.hears("已为您转人工")
    cookie = {"url": f"{site.url}/lawyer", "name": "hotline_lawyer", "value": site.stage.token()}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(f"{site.url}/lawyer")
    expect(page.get_by_text("与另一场开庭时间冲突")).to_have_count(2)
    picture(page, shots, f"lawyer-{size}-{scheme}")
    assert findings(page) == []
    page.goto(f"{site.url}/staff/login")
    assert findings(page) == []
    page.fill("[name=username]", "national-supervisor")
    page.fill("[name=password]", "demo-supervisor-2026")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/staff")
    picture(page, shots, f"staff-{size}-{scheme}")
    assert findings(page) == []
    page.goto(f"{site.url}/staff/statistics")
    picture(page, shots, f"statistics-{size}-{scheme}")
    assert findings(page) == []
