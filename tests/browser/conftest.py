"""Chromium before the running service, as large as a telephone and as a desktop."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tests.browsing import SIZES, Chat, chromium_running
from tests.running import open_doors, served
from tests.staging import Staged, staged

from .proxy import Proxy

PATIENCE_MS = 60_000
"""A busy machine is no fault; what comes earlier is not waited for."""


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """No longer than these tests: while it runs nobody else in the process can begin an event loop."""
    with chromium_running() as browser:
        yield browser


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
    made.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
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


@pytest.fixture
def chat(page: Page, site: Site) -> Chat:
    return Chat(page, site.url)


@pytest.fixture
def shots() -> Path | None:
    """Where pictures go that somebody wants to look at."""
    folder = os.environ.get("HOTLINE_TEST_SHOTS")
    return Path(folder) if folder else None
