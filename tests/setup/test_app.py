"""``app.py``: what it does with its arguments, and what it says where no window can be shown."""

import subprocess
import sys
import types
from pathlib import Path

import pytest

import app
from engine.machine import qt

ROOT = Path(__file__).parents[2]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the window was opened with, on a machine that has all that Qt needs."""
    windows: list[list[str]] = []
    startup = types.ModuleType("gui.startup")
    startup.run_window = lambda argv: windows.append(argv) or 0  # type: ignore[attr-defined, func-returns-value]
    monkeypatch.setitem(sys.modules, "gui.startup", startup)
    return windows


def on_x(monkeypatch: pytest.MonkeyPatch, display: str, *missing: str) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setattr(qt, "_loads", lambda soname: soname not in missing)


def test_without_arguments_the_window_opens(opened: list[list[str]]) -> None:
    assert app.main([]) == 0
    assert opened == [[]]


def test_a_project_file_is_passed_on_to_the_window(opened: list[list[str]], tmp_path: Path) -> None:
    project = tmp_path / "mine.netwright"
    project.touch()
    assert app.main([str(project)]) == 0
    assert opened == [[str(project)]]


def test_a_wrong_path_is_refused_before_the_window(opened: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["trian"]) == 2
    assert opened == []
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert "“trian”" in complaint
    assert "train, resume" in complaint


def test_two_projects_are_refused(opened: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main([".", ".."]) == 2
    assert opened == []
    assert "one project or run, not 2" in capsys.readouterr().err


def test_commands_and_options_go_to_the_terminal(opened: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--version"]) == 0
    assert capsys.readouterr().out == "0.1.0\n"
    assert app.main(["check"]) == 2
    assert app.main(["--no-such-option"]) == 2
    assert opened == []


def test_with_no_display_it_says_so_and_names_train(
    opened: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert app.main([]) == 1
    assert opened == []
    complaint = capsys.readouterr().err
    assert complaint == "netwright: there is no display to open a window on; ./netwright train trains without one\n"


def test_a_display_that_does_not_answer_is_found_out_before_qt_aborts(
    opened: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_x(monkeypatch, ":54321")
    assert app.main([]) == 1
    assert opened == []
    assert "the display :54321 does not answer" in capsys.readouterr().err


def test_missing_libraries_of_x_are_named_with_the_line_that_installs_them(
    opened: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_x(monkeypatch, ":0", "libxcb-cursor.so.0", "libxcb-xkb.so.1")
    assert app.main([]) == 1
    assert opened == []
    assert capsys.readouterr().err == (
        "netwright: Qt cannot start, because libxcb-cursor.so.0, libxcb-xkb.so.1 are missing on this system: "
        "sudo apt install libxcb-cursor0 libxcb-xkb1\n"
    )


def test_a_qt_that_cannot_be_imported_gives_one_sentence_instead_of_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "libEGL.so.1").touch()  # found before the system's, and no library
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py")],
        env={"LD_LIBRARY_PATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "netwright: Qt cannot start, because libEGL.so.1 is missing on this system: sudo apt install libegl1\n"
    )


def test_a_qt_that_is_not_installed_is_named(
    opened: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    assert app.main([]) == 1
    assert "PySide6.QtWidgets" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({}, ""),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"QT_QPA_PLATFORM": "offscreen:size=1x1"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "xcb;wayland", "DISPLAY": ":0"}, "xcb"),
    ],
)
def test_the_platform_is_the_one_that_qt_would_choose(environment: dict[str, str], platform: str) -> None:
    assert qt.platform_name(environment) == platform


def test_the_list_of_libraries_is_the_measured_one() -> None:
    packages = {library.package for library in qt.qt_libraries() if library.purpose == "qt"}
    assert packages == {"libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libglib2.0-0", "libdbus-1-3"}
    assert {library.purpose for library in qt.qt_libraries()} == {"qt", "x"}
    assert len(qt.qt_libraries()) == 15
