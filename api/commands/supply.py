"""What the project is made of: secrets left in its files, and a bill of materials for each release."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from actions.errors import SetupError
from api.settings import PROJECT

SECRETS = {
    "私钥": re.compile(rb"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "AWS 密钥": re.compile(rb"\bAKIA[0-9A-Z]{16}\b"),
    "Twilio 账号或密钥": re.compile(rb"\b(?:AC|SK)(?!(.)\1{31})[0-9a-f]{32}\b"),
    "GitHub 令牌": re.compile(rb"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
    "Slack 令牌": re.compile(rb"\bxox[abpr]-[A-Za-z0-9-]{10,}\b"),
    "Stripe 密钥": re.compile(rb"\b[sr]k_live_[A-Za-z0-9]{16,}\b"),
}
LEFT_OUT = {
    ".git",
    ".venv",
    "var",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}
MOST_BYTES = 2 * 1024 * 1024
FORMAT = "cyclonedx1.5"


def secrets_left() -> str:
    """Files that hold what looks like a living secret, one line each, without the secret."""
    found = [
        f"{path.relative_to(PROJECT)}：像是{kind}"
        for path in _files(PROJECT)
        for kind, pattern in SECRETS.items()
        if pattern.search(path.read_bytes())
    ]
    return "\n".join(found)


def bill_of_materials(folder: Path) -> list[Path]:
    """One CycloneDX file for the service and one for the assistant, from their locks. Raises SetupError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, project in (("service", PROJECT), ("assistant", PROJECT / "bot")):
        into = folder / f"{name}.cdx.json"
        command = ["uv", "export", "--frozen", "--quiet", "--format", FORMAT, "--output-file", str(into)]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True)
        if done.returncode:
            raise SetupError(f"物料清单没有写成：{done.stderr.strip().splitlines()[-1:] or ''}。")
        written.append(into)
    return written


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in LEFT_OUT or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.stat().st_size <= MOST_BYTES:
            yield path
