"""A PostgreSQL of the table's own, which can be stopped and started again without harming anybody."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.assistant.process import free_port

PLACES = "/usr/lib/postgresql/*/bin"
SECONDS = 60


@dataclass(frozen=True)
class Cluster:
    folder: Path
    binaries: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://hotline@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        log, options = self.folder / "log", f"-p {self.port} -k {self.folder} -h 127.0.0.1"
        self._run("pg_ctl", "start", "-w", "-D", str(self.folder / "data"), "-l", str(log), "-o", options)

    def stop(self, how: str) -> None:
        """`fast`, or `immediate`: what a power cut does, it comes up again by its log."""
        self._run("pg_ctl", "stop", "-w", "-m", how, "-D", str(self.folder / "data"))

    def restart(self, how: str) -> None:
        self.stop(how)
        self.start()

    def make(self) -> None:
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "hotline", "--auth=trust", "-E", "UTF8", "--no-locale")

    def _run(self, program: str, *given: str) -> None:
        """It refuses to run as root: then as whoever owns PostgreSQL here, or nobody."""
        done = subprocess.run(
            [str(self.binaries / program), *given],
            user=_other_user() if os.geteuid() == 0 else None,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # the server keeps what it is given open
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )
        done.check_returncode()


def binaries() -> Path | None:
    """Where initdb and pg_ctl are."""
    found = sorted(Path("/").glob(PLACES[1:]))
    beside = shutil.which("initdb")
    places = [*reversed(found), *([Path(beside).parent] if beside else [])]
    return next((place for place in places if (place / "initdb").exists()), None)


@contextmanager
def cluster(place: Path) -> Iterator[Cluster]:
    """A running one, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hotline-postgres-"))
    if os.geteuid() == 0:
        os.chown(folder, _other_user(), -1)
    made = Cluster(folder, place, free_port())
    try:
        made.make()
        made.start()
        try:
            yield made
        finally:
            made.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> int:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise OSError("no other user to run PostgreSQL as")
