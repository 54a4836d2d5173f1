"""Pinned versions: a fresh clone gets what the tests ran with, and the pinned PySide6 is a sound one."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, set[str]]:
    requirements = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        *PROJECT["tool"]["uv"]["constraint-dependencies"],
    ]
    found: dict[str, set[str]] = {}
    for requirement in requirements:
        name, _, version = requirement.partition(";")[0].partition("==")
        found.setdefault(plain(name.partition("[")[0]), set()).add(version.strip())
    return found


def test_every_package_that_is_installed_here_has_its_exact_version_in_the_project_file() -> None:
    installed = {plain(found.name): found.version for found in metadata.distributions()}
    pinned = pins()
    wrong = {name: version for name, version in installed.items() if version not in pinned.get(name, ())}
    assert wrong == {}
    assert all(re.fullmatch(r"[\w.]+", version) for versions in pinned.values() for version in versions)


def test_200_000_void_calls_of_qt_do_not_use_up_none() -> None:
    """PySide6 6.12 on Python 3.11 loses a reference to ``None`` on each and aborts after about 59,000."""
    program = (
        "import sys; from PySide6.QtCore import QObject\n"
        "thing, before = QObject(), sys.getrefcount(None)\n"
        "for _ in range(200_000): thing.setObjectName('a')\n"
        "print(before - sys.getrefcount(None))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert abs(int(done.stdout)) < 100
