"""``code``: a project's network as PyTorch code, or as a script that trains it."""

from pathlib import Path

from engine.cli.output import JsonFlag, WrongArguments, print_json
from engine.export.script import training_script
from engine.files import write_atomically
from engine.model.code.writer import write_model
from engine.project import load_project


def code(project: Path, /, *, script: bool = False, out: Path | None = None, json: JsonFlag = False) -> int:
    """Print a project's network as PyTorch code; nothing of this program is needed to run it.

    Parameters
    ----------
    project: Path
        The project file.
    script: bool
        Write a whole script that trains the network on its dataset with the project's hyperparameters.
    out: Path
        The file to write instead of the terminal.
    """
    if not project.is_file():
        raise WrongArguments(f"there is no project file {project}")
    loaded = load_project(project)
    text = training_script(loaded) if script else write_model(loaded.model, loaded.title or project.stem)
    if out is not None:
        write_atomically(out, text.encode())
    if json:
        print_json(
            {"project": str(project), "script": script, "out": str(out) if out else None, "lines": text.count("\n")}
        )
    elif out is None:
        print(text, end="")
    return 0
