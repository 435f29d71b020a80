"""The generated pages follow the data."""

from __future__ import annotations

from pathlib import Path

from actions.law.serving import service_ways
from actions.law.tariff import load_tariff
from actions.law.time_limits import time_limits
from actions.service.functions import functions
from actions.service.requests.matters import all_matters
from api.commands.documents import PAGES, functions_page, matters_page, outdated, settings_page, write
from api.commands.law_page import law_page
from api.settings import Settings


def test_a_page_that_was_changed_by_hand_is_found_and_written_anew(tmp_path: Path) -> None:
    assert len(write(tmp_path)) == len(PAGES)
    assert outdated(tmp_path) == []
    page = tmp_path / "functions.md"
    page.write_text("by hand", encoding="utf-8")
    assert outdated(tmp_path) == [page] == write(tmp_path)
    assert write(tmp_path) == []


def test_every_setting_function_and_matter_is_told() -> None:
    assert all(
        f"`HOTLINE_{name.upper()}`" in settings_page() for name in Settings.model_fields if name != "demo"
    )
    assert all(f"| `{code}` |" in functions_page() for code in functions())
    assert all(f"`{matter.function}`" in matters_page() for matter in all_matters())


def test_every_class_of_fee_and_every_period_stands_on_the_page_of_law() -> None:
    page = law_page()
    assert all(f"| `{key}` |" in page for key in load_tariff().kinds)
    assert all(f"| {key} |" in page for key in time_limits())
    assert all(f"| {way.name} |" in page for way in service_ways().values())
