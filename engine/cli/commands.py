"""The list of commands, and what surrounds each of them: parsing, exit codes, one-line complaints."""

import os
import sys

from cyclopts import App, CycloptsError, UnknownCommandError, UnusedCliTokensError

from engine.cli import COMMANDS
from engine.cli.output import CommandFailed, WrongArguments, complain
from engine.machine.versions import netwright_version
from engine.text import NetwrightError

_HELP = """\
Build, train and try neural networks.

Without a command the window opens, with the project file or the run that is given as the only argument.
"""

_SUMMARIES = {
    "train": "Train a network: one run.",
    "resume": "Go on with a run from its last checkpoint.",
    "again": "Repeat a run, and say whether it came to the same bits.",
    "elsewhere": "Print the command or script that trains a project on several processes, machines or a cluster.",
    "find-rate": "Find a learning rate by growing it until the loss runs away.",
    "probe": "Measure whether more processes would make a training faster.",
    "sweep": "Search for good hyperparameters: many trials, each a run.",
    "evaluate": "Measure a run's network on a split of a dataset.",
    "predict": "Say what a run's network sees in pictures.",
    "explain": "Show what in pictures speaks for an answer.",
    "runs": "List, find and group runs; name, tag, delete, restore, export and import them.",
    "compare": "Set runs against each other: figures, differences, and whether these are more than chance.",
    "report": "Write a report on a run as HTML or PDF.",
    "export": "Write runs' curves for other programs: CSV, Parquet, TensorBoard, MLflow.",
    "cross-validate": "Train once for each fold, and say how far the result depends on the images.",
    "repeat": "Train again with other seeds, and say how far the result depends on them.",
    "bag": "Train members that each learn from a draw of the training images, and average them.",
    "boost": "Train members that each look harder at what those before got wrong, and average them.",
    "ensemble": "Put runs together: the mean of their answers, or of their weights.",
    "data": "List datasets, download published ones, make one of your own data, and show how they are split.",
    "check": "Find what is wrong with a project's network.",
    "code": "Print a project's network as PyTorch code, or a script that trains it.",
    "open-code": "Open PyTorch code, or another program's model, as a network.",
    "doctor": "Say what this machine has, what is missing and how to mend it.",
}

_EPILOGUE = "Exit codes: 0 done, 1 failed, 2 wrong arguments. A RUN is a run's folder or its name."


def make_app() -> App:
    """The commands; each is imported when it is called for."""
    app = App(
        name="netwright",
        help=_HELP,
        help_epilogue=_EPILOGUE,
        help_format="plaintext",
        usage="Usage: netwright [PROJECT|RUN] | COMMAND [ARGS]",
        version=netwright_version(),
        exit_on_error=False,
        print_error=False,
        suppress_keyboard_interrupt=False,
        result_action="return_value",
    )
    for name in COMMANDS:
        module = name.replace("-", "_")
        app.command(f"engine.cli.{module}:{module}", name=name, help=_SUMMARIES[name])
    return app


def run_command(argv: list[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that knows no «·» still gets the numbers
    try:
        return make_app()(argv) or 0
    except UnknownCommandError:
        complain(f"expected a command ({', '.join(COMMANDS)}), found {argv[0]}")
    except UnusedCliTokensError as error:
        complain(f"{argv[0]}: there is nothing to do with {' '.join(error.unused_tokens or ())}")
    except CycloptsError as error:
        error.verbose = False
        complain(str(error))
    except WrongArguments as error:
        complain(str(error))
    except (CommandFailed, NetwrightError) as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("cancelled")
        return 1
    except BrokenPipeError:  # the reader, such as head, had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    return 2
