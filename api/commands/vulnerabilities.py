"""Known vulnerabilities of what the two locks pin, by pip-audit; or, plainly, that nobody could be asked."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from api.settings import PROJECT

LOCKS = {"service": PROJECT, "assistant": PROJECT / "bot"}
CANARY = "jinja2==2.10"
"""Known to be vulnerable (CVE-2019-10906): a source that does not say so of it was not reached."""
UNREACHED = "漏洞库连不上（拿一个已知有漏洞的包去问，没有答出来），这次没有核对；请在能上网的机器上再跑。"
SECONDS = 600
Audit = Callable[[str], Mapping[str, Any]]
"""Requirements, one a line → pip-audit's report. Raises OSError where it cannot be run at all."""


class Unchecked(str):
    """A check that could not be made, and why: neither passed nor failed."""


def vulnerabilities(audit: Audit | None = None) -> str:
    """One line each; nothing where there are none; Unchecked where the source was not reached or did not know
    what it was asked."""
    ask = audit or _pip_audit
    try:
        if not _found(ask(CANARY)):
            return Unchecked(UNREACHED)
        reports = {name: ask(_pinned(folder)) for name, folder in LOCKS.items()}
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return Unchecked(f"pip-audit 没有跑成（{type(error).__name__}），这次没有核对。")
    found = [f"{name}：{line}" for name, report in reports.items() for line in _found(report)]
    if found:
        return "\n".join(found)
    unknown = sum("skip_reason" in one for report in reports.values() for one in report["dependencies"])
    return Unchecked(f"{unknown} 个包漏洞库答不出来，没有核对全。") if unknown else ""


def _found(report: Mapping[str, Any]) -> list[str]:
    return [
        f"{one['name']} {one['version']} {fault['id']}，改于 {'、'.join(fault['fix_versions']) or '还没有'}"
        for one in report["dependencies"]
        for fault in one.get("vulns", ())
    ]


def _pinned(folder: Path) -> str:
    command = ["uv", "export", "--frozen", "--quiet", "--no-hashes", "--no-emit-project"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode:
        raise OSError("uv export")
    return done.stdout


def _pip_audit(requirements: str) -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        file.write_text(requirements, encoding="utf-8")
        command = ["uvx", "pip-audit", "-r", str(file), "--no-deps", "--disable-pip", "-f", "json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    report: Mapping[str, Any] = json.loads(done.stdout)
    return report
