"""The terminal: the engine's work as commands, for scripts, clusters and tests. It speaks English.

Progress and complaints go to stderr; with ``--json`` the last line of stdout is one JSON object.
"""

COMMANDS = (
    "train",
    "resume",
    "again",
    "elsewhere",
    "find-rate",
    "probe",
    "sweep",
    "evaluate",
    "predict",
    "explain",
    "runs",
    "compare",
    "report",
    "export",
    "cross-validate",
    "repeat",
    "bag",
    "boost",
    "ensemble",
    "data",
    "check",
    "code",
    "open-code",
    "doctor",
)


def run(argv: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong arguments."""
    from engine.cli.commands import run_command

    return run_command(argv)
