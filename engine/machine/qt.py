"""What Qt needs from the system before it may be imported or asked for a window; it aborts the process otherwise."""

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Purpose = Literal["qt", "x"]
"""``qt``: importing Qt at all; ``x``: a window on an X display."""

LIBRARY_LIST = Path(__file__).parents[2] / "resources" / "qt-libraries.txt"


@dataclass(frozen=True, slots=True)
class Library:
    """A system library by its soname, such as ``libGL.so.1``, and the Debian package that brings it."""

    purpose: Purpose
    soname: str
    package: str


@cache
def qt_libraries() -> tuple[Library, ...]:
    """All libraries of ``resources/qt-libraries.txt``, in its order."""
    lines = (line.split("#")[0].split() for line in LIBRARY_LIST.read_text("utf-8").splitlines())
    return tuple(Library(*fields) for fields in lines if fields)  # type: ignore[arg-type]


def missing_libraries(purposes: Iterable[Purpose]) -> tuple[Library, ...]:
    """The libraries for these purposes that cannot be loaded. Only Linux leaves them to the system."""
    if not sys.platform.startswith("linux"):
        return ()
    wanted = set(purposes)
    return tuple(library for library in qt_libraries() if library.purpose in wanted and not _loads(library.soname))


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def apt_line(libraries: Iterable[Library]) -> str:
    """The command that installs the libraries on Debian and its kin."""
    return "sudo apt install " + " ".join(dict.fromkeys(library.package for library in libraries))


def missing_sentence(libraries: Iterable[Library]) -> str:
    """One sentence that names the missing libraries and the command that installs them."""
    libraries = tuple(libraries)
    names = ", ".join(library.soname for library in libraries)
    verb = "is" if len(libraries) == 1 else "are"
    return f"Qt cannot start, because {names} {verb} missing on this system: {apt_line(libraries)}"


def platform_name(environment: Mapping[str, str]) -> str:
    """The Qt platform that a window on Linux would use, such as ``xcb`` or ``offscreen``; empty without a display."""
    if chosen := environment.get("QT_QPA_PLATFORM", ""):
        return chosen.split(";")[0].split(":")[0]
    if environment.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if environment.get("DISPLAY") else ""


def no_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this environment names no display at all; other systems than Linux always have one."""
    if not sys.platform.startswith("linux"):
        return False
    platform = platform_name(environment)
    return not platform or (platform == "xcb" and not environment.get("DISPLAY"))


def display_problem(environment: Mapping[str, str] = os.environ) -> str:
    """One sentence on why no window can be shown, or nothing. Call it before a ``QApplication`` is made."""
    if no_display(environment):
        return "there is no display to open a window on; ./netwright train trains without one"
    if not sys.platform.startswith("linux") or platform_name(environment) != "xcb":
        return ""
    if missing := missing_libraries(("qt", "x")):
        return missing_sentence(missing)
    if not _x_display_answers():
        return f"the display {environment['DISPLAY']} does not answer; ./netwright train trains without one"
    return ""


def _x_display_answers() -> bool:
    """Whether a connection to the X display of this process's environment can be made."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt will say
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers: bool = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers
