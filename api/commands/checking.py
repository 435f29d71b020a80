"""`hotline check`: everything that CI checks besides the tests."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from rich.console import Console

from actions.store.database import Database
from actions.store.keys import Keyring
from actions.store.migrating import differences, migrate
from api.commands.bounds import Measure, measures, product
from api.commands.documents import outdated
from api.commands.supply import secrets_left
from api.commands.vulnerabilities import Unchecked, vulnerabilities
from api.settings import PROJECT

Check = Callable[[], str]
"""Says what is wrong, or nothing; Unchecked, that it could not be looked at."""


def check(console: Console) -> int:
    """Run every check, also after one that fails; the exit code is 1 if any did."""
    failed = 0
    for title, run in CHECKS.items():
        with console.status(title):
            faults = run()
        if isinstance(faults, Unchecked):
            console.print(f"[yellow]？ {title}：没有核对[/yellow]")
        else:
            console.print(f"[red]✗ {title}[/red]" if faults else f"[green]✓ {title}[/green]")
            failed += bool(faults)
        if faults:
            console.print(faults, markup=False, soft_wrap=True)
    for measure in _measured():
        console.print(f"  {measure}", markup=False, soft_wrap=True)
    return 1 if failed else 0


def _program(*command: str) -> Check:
    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return (done.stdout.strip() or f"exit code {done.returncode}") if done.returncode else ""

    return run


def _types_on_3_10() -> str:
    """What must be valid in the assistant's own environment too: the files under bot/ that mypy is given."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    files = [name for name in project["tool"]["mypy"]["files"] if name.startswith("bot/")]
    return _program("mypy", "--python-version", "3.10", *files)()


def _layers() -> str:
    """import-linter has no module to run; its function asks for the project as the working folder."""
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.stdout.strip() if done.returncode else ""


def _documents() -> str:
    stale = [str(path.relative_to(PROJECT)) for path in outdated()]
    return f"{'、'.join(stale)} 与数据不一致，请运行 uv run hotline docs。" if stale else ""


@cache
def _measured() -> tuple[Measure, ...]:
    return tuple(measures(product(PROJECT)))


def _bounds() -> str:
    return "\n".join(str(measure) for measure in _measured() if measure.enforced and not measure.holds)


def _migrations() -> str:
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{Path(folder) / 'check.db'}", Keyring(Path(folder) / "keys.json"))
        try:
            migrate(db)
            return "\n".join(differences(db))
        finally:
            db.close()


CHECKS: dict[str, Check] = {
    "写法（ruff check）": _program("ruff", "check", "--output-format", "concise", "."),
    "格式（ruff format）": _program("ruff", "format", "--check", "--output-format", "concise", "."),
    "类型（mypy --strict）": _program("mypy"),
    "类型，按 Python 3.10": _types_on_3_10,
    "分层（import-linter）": _layers,
    "文档与数据一致": _documents,
    "迁移与表一致": _migrations,
    "尺度（数目见下）": _bounds,
    "安全写法（bandit）": _program(
        "bandit", "-q", "-ll", "-r", "actions", "api", "bot/language", "bot/nlu", "bot/tracker"
    ),
    "没有留下密钥": secrets_left,
    "依赖里已知的漏洞（pip-audit）": vulnerabilities,
}
