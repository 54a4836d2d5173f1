"""Netwright: ``uv run app.py`` opens the window, ``uv run app.py train …`` and its kin work in the terminal.

Exit codes: 0 done, 1 failed, 2 wrong arguments. Little is imported before it is clear what is wanted.
"""

import sys
from pathlib import Path

from engine.cli import COMMANDS


def main(argv: list[str] | None = None) -> int:
    """Run Netwright with these arguments (default: the process's own) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        from engine.cli import run

        return run(arguments)
    return _open_window(arguments)


def _open_window(arguments: list[str]) -> int:
    if problem := _wrong_arguments(arguments):
        return _refuse(problem, 2)
    if problem := _window_problem():
        return _refuse(problem, 1)
    from gui.startup import run_window

    return run_window(arguments)


def _wrong_arguments(arguments: list[str]) -> str:
    """Why these cannot be what a window opens with: nothing, a project's path, or a run's path or name."""
    if len(arguments) > 1:
        return f"the window opens one project or run, not {len(arguments)}"
    if not arguments or Path(arguments[0]).exists():
        return ""
    from engine.runs.store import RunStore
    from engine.text import NetwrightError

    try:
        RunStore().open(arguments[0])
    except NetwrightError:
        return f"there is no project, run or command “{arguments[0]}”; the commands are {', '.join(COMMANDS)}"
    return ""


def _window_problem() -> str:
    """Why no window can be opened here, found out before Qt is asked, which would end the process."""
    from engine.machine.qt import display_problem, missing_libraries, missing_sentence

    if problem := display_problem():
        return problem
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        missing = missing_libraries(("qt",))
        return missing_sentence(missing) if missing else f"Qt cannot start: {error}"
    return ""


def _refuse(problem: str, exit_code: int) -> int:
    print(f"netwright: {problem}", file=sys.stderr)
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
