"""A source of vulnerabilities that was not reached is never taken for one that knows of none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from api.commands.vulnerabilities import CANARY, Unchecked, vulnerabilities

BAD = {"id": "CVE-2019-10906", "fix_versions": ["2.10.1"]}
SKIPPED = {"name": "jinja2", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def report(*dependencies: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"dependencies": list(dependencies)}


def one(name: str, *faults: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"name": name, "version": "1", "vulns": list(faults)}


def asked(canary: Mapping[str, Any], rest: Mapping[str, Any]) -> str:
    return vulnerabilities(lambda requirements: canary if requirements == CANARY else rest)


@pytest.mark.parametrize(
    ("canary", "rest"),
    [
        (report(SKIPPED), report()),
        (report(one("jinja2")), report(one("httpx"))),
        (report(one("jinja2", BAD)), report(one("httpx"), SKIPPED)),
    ],
)
def test_what_was_not_asked_is_not_said_to_be_well(
    canary: Mapping[str, Any], rest: Mapping[str, Any]
) -> None:
    said = asked(canary, rest)
    assert isinstance(said, Unchecked) and "没有核对" in said


def test_what_is_known_is_told_for_each_lock() -> None:
    said = asked(report(one("jinja2", BAD)), report(one("httpx", BAD), one("rich")))
    assert not isinstance(said, Unchecked)
    assert [line.split("：")[0] for line in said.splitlines()] == ["service", "assistant"]
    assert "CVE-2019-10906" in said and "rich" not in said


def test_nothing_known_is_nothing_said() -> None:
    assert asked(report(one("jinja2", BAD)), report(one("httpx"))) == ""


@pytest.mark.parametrize("error", [OSError("no uvx"), ValueError("no JSON")])
def test_a_program_that_does_not_run_is_told(error: Exception) -> None:
    def breaks(_: str) -> Mapping[str, Any]:
        raise error

    assert isinstance(vulnerabilities(breaks), Unchecked)
