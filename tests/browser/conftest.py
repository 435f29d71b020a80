"""Chromium before the running service, as large as a telephone and as a desktop."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tests.running import open_doors, served
from tests.staging import Staged, staged

from .proxy import Proxy

CHROMIUM = os.environ.get("HOTLINE_TEST_CHROMIUM", "/usr/bin/chromium")
SIZES: dict[str, dict[str, Any]] = {
    "telephone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
SECRET = "localStorage.getItem('hotline.conversation')"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Its absence is a failure, not a reason to pass by (apt-get install chromium)."""
    if not shutil.which(CHROMIUM):
        pytest.fail(f"no Chromium at {CHROMIUM}: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _host_page(request: Request) -> HTMLResponse:
    """Somebody else's site, with the chat on it."""
    site = request.query_params["site"]
    head = f'<meta charset="utf-8"><script src="{site}/static/embed.js" defer></script>'
    return HTMLResponse(
        f"<!doctype html><html lang=zh-CN><head>{head}</head><body><p>律师平台</p></body></html>"
    )


@pytest.fixture(scope="session")
def other_site() -> Iterator[str]:
    with served(Starlette(routes=[Route("/", _host_page)])) as url:
        yield url


@dataclass
class Site:
    """The service and the two ways to it: straight, and through a proxy."""

    stage: Staged
    url: str
    proxy: Proxy
    behind_proxy: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, other_site: str) -> Iterator[Site]:
    with staged(tmp_path_factory.mktemp("browser"), other_site) as stage, open_doors(stage.house) as url:
        proxy = Proxy(url)
        with served(proxy.app, stage.house.stopping.set) as behind:
            yield Site(stage, url, proxy, behind)


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser that has been nowhere; as large as `size` says, where a test asks for sizes."""
    by = SIZES[request.getfixturevalue("size")] if "size" in request.fixturenames else SIZES["telephone"]
    made = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **by)
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def errors() -> list[str]:
    return []


@pytest.fixture
def page(context: BrowserContext, errors: list[str]) -> Iterator[Page]:
    """A tab; whatever breaks in its scripts breaks the test."""
    made = context.new_page()
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    assert errors == []


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


@pytest.fixture
def chat(page: Page, site: Site) -> Chat:
    return Chat(page, site.url)


@pytest.fixture
def shots() -> Path | None:
    """Where pictures go that somebody wants to look at."""
    folder = os.environ.get("HOTLINE_TEST_SHOTS")
    return Path(folder) if folder else None
