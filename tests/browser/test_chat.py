"""The chat page as its users know it: nothing said is lost, whatever browser, network or reload does."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browsing import Chat

from .conftest import Site

BLOCKED = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
"""
SPEECH = """
window.SpeechRecognition = window.webkitSpeechRecognition = class {
  start() {
    setTimeout(() => {
      this.onresult({ results: [[{ transcript: "我的案子什么时候开庭" }]] });
      this.onend();
    });
  }
  stop() {}
};
"""


def bubbles(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("#lines .said").all_inner_texts()]


def test_what_was_said_is_there_after_a_reload_and_on_a_second_tab(
    chat: Chat, context: BrowserContext, site: Site
) -> None:
    chat.asks("什么时候开庭")
    before = bubbles(chat.page)
    chat.page.reload()
    chat.page.wait_for_selector("body[data-ready]")
    assert bubbles(chat.page) == before
    second = Chat(context.new_page(), site.url)
    assert bubbles(second.page) == before
    second.asks("诉讼费怎么算")
    chat.hears("听到了：诉讼费怎么算")
    assert bubbles(chat.page) == bubbles(second.page)


def test_a_browser_that_keeps_nothing_can_be_used(page: Page, site: Site) -> None:
    page.add_init_script(BLOCKED)
    chat = Chat(page, site.url)
    chat.asks("什么时候开庭")
    chat.asks("诉讼费怎么算")


@pytest.mark.parametrize("key", [{"keyCode": 229}, {"isComposing": True}])
def test_enter_that_ends_an_input_method_sends_nothing(chat: Chat, key: dict[str, Any]) -> None:
    chat.page.fill("#text", "wo de an")
    press = """(box, key) => box.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...key }))"""
    chat.page.locator("#text").evaluate(press, key)
    assert chat.page.input_value("#text") == "wo de an"
    chat.page.press("#text", "Enter")
    chat.hears("听到了：wo de an")


def test_shift_and_enter_begin_a_line(chat: Chat) -> None:
    chat.page.fill("#text", "第一行")
    chat.page.press("#text", "Shift+Enter")
    chat.page.type("#text", "第二行")
    chat.page.press("#text", "Enter")
    chat.hears("听到了：第一行\n第二行")


def test_the_box_stays_in_view(chat: Chat, size: str) -> None:
    """Also with a long talk above it, and with the on-screen keyboard below."""

    def comes_into_view(selector: str) -> None:
        """The page may still be scrolling."""
        chat.page.wait_for_function(
            """selector => {
              const all = document.querySelectorAll(selector)
              const box = all[all.length - 1].getBoundingClientRect()
              return box.top >= 0 && box.bottom <= window.innerHeight
            }""",
            arg=selector,
        )

    comes_into_view("#text")
    chat.says("说长一点")
    chat.hears("这是很长的一段话")
    comes_into_view("#text")
    seen = chat.page.viewport_size
    assert seen is not None
    width = seen["width"]
    chat.page.set_viewport_size({"width": width, "height": 420})
    comes_into_view("#text")
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width
    chat.page.wait_for_function(
        """() => {
          const all = document.querySelectorAll("#lines .bubble")
          return all[all.length - 1].getBoundingClientRect().bottom <= window.innerHeight
        }"""
    )


def test_only_the_last_question_can_be_answered_by_pressing(chat: Chat) -> None:
    chat.says("让我选")
    chat.page.get_by_role("button", name="申请延期", exact=True).click()
    chat.hears("听到了：申请延期")
    assert chat.page.locator(".choices").count() == 0


def test_first_wishes_are_buttons(chat: Chat) -> None:
    chat.page.get_by_role("button", name="查开庭时间").click()
    chat.hears("听到了：我的案子什么时候开庭")


def test_a_message_that_failed_stays_and_is_sent_again(chat: Chat, site: Site) -> None:
    chat.page.route("**/channels/web/messages", refuse(400, {}))
    chat.says("申请阅卷")
    again = chat.page.get_by_role("button", name="再发一次")
    expect(again).to_be_visible()
    chat.page.reload()
    expect(again).to_be_visible()
    expect(chat.page.locator(".bubble.caller", has_text="申请阅卷")).to_have_count(1)
    chat.page.unroute("**/channels/web/messages")
    again.click()
    chat.hears("听到了：申请阅卷")
    expect(again).to_have_count(0)
    expect(chat.page.locator(".bubble.caller")).to_have_count(1)


@pytest.mark.parametrize("status", [429, 503])
def test_who_is_asked_to_wait_is_told_so_and_served(chat: Chat, status: int) -> None:
    posts: list[str] = []

    def busy_once(route: Route) -> None:
        posts.append(str(route.request.post_data))
        if len(posts) == 1:
            refuse(status, {"retry-after": "1"})(route)
        else:
            route.continue_()

    chat.page.route("**/channels/web/messages", busy_once)
    chat.says("诉讼费怎么算")
    expect(chat.page.locator(".note-line")).to_contain_text("1 秒后自动再发")
    chat.hears("听到了：诉讼费怎么算")
    assert posts[0] == posts[1]
    expect(chat.page.locator(".note-line")).to_have_count(0)


def test_an_answer_lost_on_its_way_is_found_again(chat: Chat) -> None:
    """The message is served once; the page finds what the network dropped."""

    def drop_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    chat.page.route("**/channels/web/messages", drop_the_answer, times=1)
    chat.asks("诉讼费怎么算")
    assert bubbles(chat.page) == ["诉讼费怎么算", "听到了：诉讼费怎么算"]


def test_who_reloads_before_the_answer_is_asked_nothing_twice(chat: Chat, site: Site) -> None:
    """What was through is shown as such; what was still on its way can be sent again, and is done once."""
    site.stage.script.gate.clear()
    chat.says("慢慢来")
    expect(chat.page.locator("#typing")).to_be_visible()
    chat.page.reload()
    again = chat.page.get_by_role("button", name="再发一次")
    expect(again).to_be_visible()
    again.click()
    site.stage.script.gate.set()
    chat.hears("听到了：慢慢来")
    chat.page.reload()
    chat.page.wait_for_selector("body[data-ready]")
    assert bubbles(chat.page) == ["慢慢来", "听到了：慢慢来"]
    expect(again).to_have_count(0)


def test_that_the_assistant_is_at_work_is_seen(chat: Chat, site: Site) -> None:
    site.stage.script.gate.clear()
    chat.says("慢慢来")
    expect(chat.page.locator("#typing")).to_be_visible()
    site.stage.script.gate.set()
    chat.hears("听到了：慢慢来")
    expect(chat.page.locator("#typing")).to_be_hidden()


def test_what_staff_write_appears_at_once(chat: Chat, site: Site) -> None:
    chat.says("转人工")
    chat.hears("已为您转人工")
    site.stage.claim(chat.secret)
    expect(chat.page.locator("#state")).to_have_text("工作人员正在为您服务。")
    site.stage.writes(chat.secret)
    expect(chat.page.locator("#typing")).to_contain_text("工作人员")
    site.stage.says(chat.secret, "您好，请讲。")
    expect(chat.page.locator(".bubble.staff")).to_contain_text("您好，请讲。")
    expect(chat.page.locator("#typing")).to_be_hidden()


def test_a_receipt_is_a_card_that_leads_to_the_platform(chat: Chat, site: Site) -> None:
    site.stage.verify(chat.secret)
    chat.says("登记延期开庭")
    card = chat.page.locator(".receipt")
    expect(card).to_contain_text("申请延期开庭")
    expect(card).to_contain_text("已登记")
    link = card.get_by_role("link", name="在律师服务平台查看")
    assert str(link.get_attribute("href")).startswith("/lawyer/requests/")
    expect(chat.page.locator(".said a").last).to_have_attribute("href", "http://127.0.0.1/lawyer")
    chat.page.reload()
    expect(card).to_contain_text("已登记")


def test_files_are_added_to_an_open_request(chat: Chat, site: Site) -> None:
    site.stage.verify(chat.secret)
    chat.says("登记延期开庭")
    chat.page.locator(".receipt").get_by_role("button", name="补充材料").click()
    chat.page.set_input_files("#file", {"name": "传票.txt", "mimeType": "text/plain", "buffer": b"x"})
    chat.page.get_by_role("button", name="上传").click()
    expect(chat.page.locator("#uploading")).to_contain_text("只接收 PDF")
    chat.page.set_input_files(
        "#file", {"name": "传票.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    chat.page.get_by_role("button", name="上传").click()
    chat.hears("已收到材料“传票.pdf”")
    expect(chat.page.locator("#files")).to_be_hidden()


def test_what_was_heard_stands_in_the_box(page: Page, site: Site) -> None:
    page.add_init_script(SPEECH)
    chat = Chat(page, site.url)
    page.get_by_role("button", name="语音输入").click()
    expect(page.locator("#text")).to_have_value("我的案子什么时候开庭")
    assert bubbles(chat.page) == []


def test_who_leaves_takes_his_talk_along(chat: Chat) -> None:
    chat.asks("什么时候开庭")
    before = chat.secret
    chat.page.get_by_role("button", name="更多").click()
    chat.page.get_by_role("menuitem", name="结束并清空本机记录").click()
    chat.page.wait_for_selector("body[data-ready]")
    expect(chat.page.locator("#lines .bubble")).to_have_count(0)
    assert chat.secret != before


def test_the_keyboard_is_enough(chat: Chat) -> None:
    page = chat.page
    focused = "document.activeElement.id || document.activeElement.textContent.trim()"
    reached = []
    for _ in range(16):
        page.keyboard.press("Tab")
        reached.append(str(page.evaluate(focused)))
    assert {"human", "more", "talk", "查开庭时间", "text"} <= set(reached)
    page.focus("#more")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "leave"
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "more"


def refuse(status: int, headers: dict[str, str]) -> Any:
    def answer(route: Route) -> None:
        route.fulfill(status=status, headers=headers, json={"detail": "现在咨询的人多，请稍候。"})

    return answer
