"""What a table of figures must say about where it was made, and the table itself."""

import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from engine.machine.cores import usable_cores


def machine_line() -> str:
    """Processor, usable cores, system and the versions that matter, in one line."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("torch", "numpy"))
    return (
        f"{_processor()}, {usable_cores()} cores, {platform.system()}, Python {platform.python_version()}, {packages}"
    )


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
