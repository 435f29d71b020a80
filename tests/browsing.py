"""Chromium, and the chat page as its user handles it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = os.environ.get("HOTLINE_TEST_CHROMIUM", "/usr/bin/chromium")
SIZES: dict[str, dict[str, Any]] = {
    "telephone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
SECRET = "localStorage.getItem('hotline.conversation')"


@contextmanager
def chromium_running() -> Iterator[Browser]:
    """Its absence is a failure, not a reason to pass by (apt-get install chromium)."""
    if not shutil.which(CHROMIUM):
        pytest.fail(f"no Chromium at {CHROMIUM}: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Chat:
    """The chat page as its user handles it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        page.goto(url)
        page.wait_for_selector("body[data-ready]")

    @property
    def secret(self) -> str:
        return str(self.page.evaluate(SECRET))

    def says(self, text: str) -> None:
        self.page.fill("#text", text)
        self.page.press("#text", "Enter")

    def hears(self, text: str) -> None:
        expect(self.page.locator(".bubble:not(.caller)", has_text=text).last).to_be_visible(timeout=15_000)

    def asks(self, text: str) -> None:
        self.says(text)
        self.hears(f"听到了：{text}")
