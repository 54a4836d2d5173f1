"""All that ``doctor`` says of a machine: what is there, what is missing and the command that mends it."""

import os
import platform
import sys
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

from engine.machine.cores import usable_cores
from engine.machine.gpus import NvidiaDriver, nvidia_driver
from engine.machine.qt import (
    Library,
    apt_line,
    display_problem,
    missing_libraries,
    no_display,
    platform_name,
    qt_libraries,
)
from engine.machine.versions import installed_version, netwright_version, required_packages
from engine.training.device import processor_name


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missing: what, what cannot be done without it, and the command or deed that mends it."""

    missing: str
    consequence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class MachineReport:
    """What this machine has. Memory is in bytes; a package that is not installed has the version ``None``."""

    netwright: str
    python: str
    python_path: str
    system: str
    cpu: str
    cores: int
    memory: int
    memory_free: int
    runs_folder: str
    disk_free: int
    display: str
    qt_missing: tuple[Library, ...]
    packages: dict[str, str | None]
    driver: NvidiaDriver | None
    torch_cuda: str | None
    """What torch says of CUDA, where it was asked."""
    findings: tuple[Finding, ...]

    def to_data(self) -> dict[str, Any]:
        """The report as JSON data."""
        missing = {library.soname for library in self.qt_missing}
        data = asdict(self)
        data["qt_libraries"] = {library.soname: library.soname not in missing for library in qt_libraries()}
        del data["qt_missing"]
        return data | {"ok": not self.findings}


def examine(runs_folder: Path, ask_torch: bool = False) -> MachineReport:
    """Look at this machine; ``ask_torch`` imports torch, which takes seconds, to hear what it says of CUDA."""
    packages = {name: installed_version(name) for name in required_packages()}
    missing = missing_libraries(("qt", "x"))
    driver, problem = nvidia_driver(), display_problem()
    existing = next(folder for folder in (runs_folder, *runs_folder.parents) if folder.exists())
    memory = psutil.virtual_memory()
    return MachineReport(
        netwright=netwright_version(),
        python=platform.python_version(),
        python_path=sys.executable,
        system=_system(),
        cpu=processor_name(),
        cores=usable_cores(),
        memory=memory.total,
        memory_free=memory.available,
        runs_folder=str(runs_folder),
        disk_free=psutil.disk_usage(str(existing)).free,
        display="none" if no_display() else platform_name(os.environ) or "native",
        qt_missing=missing,
        packages=packages,
        driver=driver,
        torch_cuda=_torch_cuda() if ask_torch else None,
        findings=(
            *_package_findings(packages),
            *_qt_findings(missing),
            *_display_findings(problem, missing),
            *_gpu_findings(driver),
            *_folder_findings(existing),
        ),
    )


def _system() -> str:
    if sys.platform.startswith("linux"):
        try:
            release = platform.freedesktop_os_release()
            return f"{release['PRETTY_NAME']}, Linux {platform.release()}, {platform.machine()}"
        except (OSError, KeyError):
            pass
    return platform.platform()


def _torch_cuda() -> str:
    try:
        import torch
    except ImportError as error:
        return f"torch cannot be imported: {error}"
    if not torch.cuda.is_available():
        return f"torch {torch.__version__} finds no CUDA GPU"
    names = ", ".join(torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count()))
    return f"torch {torch.__version__} with CUDA {torch.version.cuda} uses {names}"


def _package_findings(packages: dict[str, str | None]) -> list[Finding]:
    missing = [name for name, version in packages.items() if version is None]
    if not missing:
        return []
    return [Finding(f"Python packages {', '.join(missing)}", "what needs them fails", "uv sync")]


def _qt_findings(missing: tuple[Library, ...]) -> list[Finding]:
    consequences = {"qt": "no window, no tests of it", "x": "no window on an X display"}
    return [
        Finding(
            f"system libraries {', '.join(library.soname for library in of_purpose)}", consequence, apt_line(missing)
        )
        for purpose, consequence in consequences.items()
        if (of_purpose := [library for library in missing if library.purpose == purpose])
    ]


def _display_findings(problem: str, missing: tuple[Library, ...]) -> list[Finding]:
    if not problem or (missing and not no_display()):  # with libraries missing, a display cannot be judged
        return []
    return [
        Finding(
            f"display ({problem.partition(';')[0]})",
            "no window; the terminal's commands work",
            "start from a desktop session, with ssh -X, or under xvfb-run -a",
        )
    ]


def _gpu_findings(driver: NvidiaDriver | None) -> list[Finding]:
    """A driver too old for torch's CUDA is a fault; no GPU at all is not."""
    try:
        wanted = int(metadata.version("cuda-toolkit").split(".")[0])
    except metadata.PackageNotFoundError:
        return []
    if driver is None or driver.cuda[0] >= wanted:
        return []
    return [
        Finding(
            f"NVIDIA driver for CUDA {wanted} (here: {driver.version}, for CUDA {driver.cuda[0]}.{driver.cuda[1]})",
            "training runs on the CPU",
            "install a newer NVIDIA driver, https://www.nvidia.com/drivers",
        )
    ]


def _folder_findings(existing: Path) -> list[Finding]:
    if os.access(existing, os.W_OK):
        return []
    return [
        Finding(f"permission to write in {existing}", "runs cannot be kept", "export NETWRIGHT_HOME=a folder of yours")
    ]
