"""The chat on other sites, and the lawyer who is signed in to the platform."""

from __future__ import annotations

import json

from playwright.sync_api import FrameLocator, Page, Request, expect

from .conftest import Site


def opened(page: Page, other_site: str, site: Site) -> FrameLocator:
    page.goto(f"{other_site}/?site={site.url}")
    page.get_by_role("button", name="12368 在线咨询").click()
    return page.frame_locator("iframe")


def bearers(page: Page) -> list[str | None]:
    """The authorization of every message, as they go out."""
    found: list[str | None] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/messages"):
            found.append(request.headers.get("authorization"))

    page.on("request", note)
    return found


def test_a_listed_site_hands_its_token_over_and_the_lawyer_decides(
    page: Page, site: Site, other_site: str
) -> None:
    sent, token = bearers(page), site.stage.token()
    page.goto(f"{other_site}/?site={site.url}")
    page.evaluate(f"Hotline12368.signIn({json.dumps(token)})")
    page.evaluate("Hotline12368.open()")
    chat = page.frame_locator("iframe")
    chat.get_by_role("button", name="用登录身份").click()
    chat.locator("#text").fill("我有哪些案子")
    chat.locator("#text").press("Enter")
    expect(chat.get_by_text("听到了：我有哪些案子")).to_be_visible()
    assert set(sent) == {f"Bearer {token}"}
    assert token not in page.content()


def test_without_a_token_it_is_the_chat_of_anyone(page: Page, site: Site, other_site: str) -> None:
    sent, chat = bearers(page), opened(page, other_site, site)
    chat.locator("#text").fill("诉讼费怎么算")
    chat.locator("#text").press("Enter")
    expect(chat.get_by_text("听到了：诉讼费怎么算")).to_be_visible()
    expect(chat.locator("#offer")).to_be_hidden()
    assert set(sent) == {None}
    page.keyboard.press("Escape")


def test_a_site_that_is_not_listed_gets_an_empty_frame(page: Page, site: Site, other_site: str) -> None:
    chat = opened(page, other_site.replace("127.0.0.1", "localhost"), site)
    expect(chat.locator("#text")).to_have_count(0)


def test_who_is_signed_in_here_is_offered_to_be_known(page: Page, site: Site) -> None:
    sent = bearers(page)
    session = site.stage.token()
    cookie = {"url": f"{site.url}/lawyer", "name": "hotline_lawyer", "value": session}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(site.url)
    page.get_by_role("button", name="用登录身份").click()
    page.wait_for_selector("body[data-ready]")
    page.fill("#text", "我有哪些案子")
    page.press("#text", "Enter")
    expect(page.get_by_text("听到了：我有哪些案子")).to_be_visible()
    (bearer,) = set(sent)
    assert bearer is not None and bearer.startswith("Bearer ") and session not in bearer


def test_a_talk_that_became_somebodys_opens_with_his_token_only(page: Page, site: Site) -> None:
    cookie = {"url": f"{site.url}/lawyer", "name": "hotline_lawyer", "value": site.stage.token()}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(site.url)
    page.get_by_role("button", name="用登录身份").click()
    page.fill("#text", "我有哪些案子")
    page.press("#text", "Enter")
    expect(page.get_by_text("听到了：我有哪些案子")).to_be_visible()
    page.context.clear_cookies()
    page.reload()
    expect(page.locator("#state")).to_contain_text("已绑定律师账号")
    expect(page.locator("#lines .bubble")).to_have_count(0)
    page.fill("#text", "还在吗")
    page.press("#text", "Enter")
    page.get_by_role("button", name="开始新的对话").click()
    page.wait_for_selector("body[data-ready]")
    page.fill("#text", "诉讼费怎么算")
    page.press("#text", "Enter")
    expect(page.get_by_text("听到了：诉讼费怎么算")).to_be_visible()
