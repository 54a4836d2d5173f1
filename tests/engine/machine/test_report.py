"""What ``doctor`` finds on machines that lack one thing or another."""

import ctypes
import json
import os
from importlib import metadata
from pathlib import Path

import pytest

from engine.machine import gpus, qt, report
from engine.machine.gpus import Gpu, NvidiaDriver
from engine.machine.report import examine
from engine.machine.versions import installed_version, netwright_version, required_packages


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine with all libraries and packages, a display that is not needed, and no GPU."""
    monkeypatch.setattr(qt, "_loads", lambda soname: True)
    monkeypatch.setattr(report, "nvidia_driver", lambda: None)
    return monkeypatch


def test_a_whole_machine_has_nothing_to_mend(whole: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = examine(tmp_path / "runs")
    assert found.findings == ()
    data = json.loads(json.dumps(found.to_data()))
    assert data["ok"] is True
    assert data["display"] == "offscreen"
    assert data["qt_libraries"]["libGL.so.1"] is True
    assert data["packages"]["torch"].startswith("2.")
    assert data["cores"] >= 1
    assert data["memory"] > data["memory_free"] > 0


def test_missing_libraries_come_with_the_line_that_installs_them(whole: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole.setattr(qt, "_loads", lambda soname: soname not in ("libGL.so.1", "libxcb-xkb.so.1"))
    found = examine(tmp_path)
    assert [finding.missing for finding in found.findings] == [
        "system libraries libGL.so.1",
        "system libraries libxcb-xkb.so.1",
    ]
    assert {finding.remedy for finding in found.findings} == {"sudo apt install libgl1 libxcb-xkb1"}
    assert found.to_data()["qt_libraries"]["libGL.so.1"] is False


def test_no_display_is_a_finding_with_what_works_all_the_same(whole: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        whole.delenv(name, raising=False)
    (finding,) = examine(tmp_path).findings
    assert finding.missing.startswith("display")
    assert "terminal" in finding.consequence
    assert "xvfb-run" in finding.remedy


def test_without_libraries_and_without_a_display_both_are_findings(whole: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole.setattr(qt, "_loads", lambda soname: soname != "libGL.so.1")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        whole.delenv(name, raising=False)
    assert [finding.missing.split()[0] for finding in examine(tmp_path).findings] == ["system", "display"]


def test_a_missing_package_is_mended_by_uv(whole: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole.setattr(report, "installed_version", lambda name: None if name == "pyqtgraph" else "1")
    (finding,) = examine(tmp_path).findings
    assert (finding.missing, finding.remedy) == ("Python packages pyqtgraph", "uv sync")


@pytest.mark.parametrize(("cuda", "enough"), [((11, 8), False), ((99, 0), True)])
def test_a_driver_too_old_for_torchs_cuda_is_a_finding(
    whole: pytest.MonkeyPatch, tmp_path: Path, cuda: tuple[int, int], enough: bool
) -> None:
    whole.setattr(metadata, "version", lambda name: "13.2.2")
    whole.setattr(report, "nvidia_driver", lambda: NvidiaDriver("470.1", cuda, (Gpu("Old One", 2**33),)))
    findings = examine(tmp_path).findings
    assert [finding.missing.startswith("NVIDIA driver for CUDA 13") for finding in findings] == (
        [] if enough else [True]
    )


def test_a_runs_folder_that_cannot_be_written_is_a_finding(whole: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole.setattr(os, "access", lambda path, mode: False)
    (finding,) = examine(tmp_path / "not" / "yet").findings
    assert str(tmp_path) in finding.missing
    assert "NETWRIGHT_HOME" in finding.remedy


class FakeNvml:
    """The driver's library of a machine with one GPU."""

    def __init__(self) -> None:
        self.shut = 0

    def nvmlInit_v2(self) -> int:
        return 0

    def nvmlShutdown(self) -> int:
        self.shut += 1
        return 0

    def nvmlSystemGetDriverVersion(self, buffer: ctypes.Array[ctypes.c_char], size: int) -> int:
        buffer.value = b"580.65"
        return 0

    def nvmlSystemGetCudaDriverVersion_v2(self, version: object) -> int:
        version._obj.value = 13020  # type: ignore[attr-defined]
        return 0

    def nvmlDeviceGetCount_v2(self, count: object) -> int:
        count._obj.value = 2  # type: ignore[attr-defined]
        return 0

    def nvmlDeviceGetHandleByIndex_v2(self, index: int, handle: object) -> int:
        return index  # the second one is not for this process

    def nvmlDeviceGetName(self, handle: object, buffer: ctypes.Array[ctypes.c_char], size: int) -> int:
        buffer.value = b"NVIDIA H100"
        return 0

    def nvmlDeviceGetMemoryInfo(self, handle: object, memory: object) -> int:
        memory._obj.total = 80 * 2**30  # type: ignore[attr-defined]
        return 0


def test_gpus_are_found_through_the_drivers_own_library(monkeypatch: pytest.MonkeyPatch) -> None:
    nvml = FakeNvml()
    monkeypatch.setattr(ctypes, "CDLL", lambda name: nvml)
    assert gpus.nvidia_driver() == NvidiaDriver("580.65", (13, 2), (Gpu("NVIDIA H100", 80 * 2**30),))
    assert nvml.shut == 1


def test_without_the_drivers_library_there_is_no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", missing)
    assert gpus.nvidia_driver() is None


def test_versions_are_read_from_the_project_file_and_from_what_is_installed() -> None:
    assert netwright_version() == "0.1.0"
    assert required_packages()[0] == "PySide6-Essentials"
    assert {"torch", "pyqtgraph", "cyclopts"} < set(required_packages())
    assert installed_version("torch") is not None
    assert installed_version("no-such-package-anywhere") is None
