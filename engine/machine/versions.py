"""Versions of the program and of the packages it stands on, without importing them."""

import re
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

PROJECT_FILE = Path(__file__).parents[2] / "pyproject.toml"


@cache
def _project() -> dict[str, Any]:
    import tomllib

    project: dict[str, Any] = tomllib.loads(PROJECT_FILE.read_text("utf-8"))["project"]
    return project


def netwright_version() -> str:
    """The program's own version."""
    return str(_project()["version"])


def required_packages() -> tuple[str, ...]:
    """The packages that the program stands on, in the project file's order."""
    names = (re.match(r"[\w.-]+", requirement) for requirement in _project()["dependencies"])
    return tuple(dict.fromkeys(found.group() for found in names if found))


def installed_version(package: str) -> str | None:
    """The installed version of a package, or ``None``."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
