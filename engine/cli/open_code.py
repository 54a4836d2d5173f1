"""``open-code``: a network from PyTorch code, or from another program's model file, as a project."""

from pathlib import Path
from typing import Any

from engine.cli.output import CommandFailed, JsonFlag, WrongArguments, print_json
from engine.model.analysis import analyse
from engine.model.code.opening import open_model_file, text_of
from engine.model.code.reader import read_code
from engine.model.code.reading import Note, Reading
from engine.model.layout import arrange
from engine.project import Project, save_project
from engine.training.config import TrainingConfig


def open_code(file: Path, /, *, network: str | None = None, out: Path | None = None, json: JsonFlag = False) -> int:
    """Open PyTorch code, or a model file of another program, as a network; the code is read, never executed.

    What could not be understood is listed by line. Without --out nothing is written.

    Parameters
    ----------
    file: Path
        The file: Python code (.py), or a model file of another program.
    network: str
        The class to open where the file holds several.
    out: Path
        The project file to write.
    """
    if not file.is_file():
        raise WrongArguments(f"there is no file {file}")
    reading = _reading(file, network)
    if reading.spec is None:
        raise CommandFailed(f"{file.name}: {'; '.join(str(note.text) for note in reading.notes) or 'no network'}")
    analysis = analyse(reading.spec)
    if out is not None:
        title = reading.title or file.stem
        save_project(Project(reading.spec, arrange(reading.spec), TrainingConfig(), title=title), out)
    if json:
        print_json(
            {
                "file": str(file),
                "network": reading.title,
                "candidates": list(reading.candidates),
                "layers": len(reading.spec),
                "blocks": len(reading.spec.blocks),
                "parameters": analysis.parameters,
                "ok": analysis.ok,
                "notes": [_data(note) for note in reading.notes],
                "project": str(out) if out is not None else None,
            }
        )
    else:
        for note in reading.notes:
            print(_line(file, note))
        written = f", written to {out}" if out is not None else ""
        print(f"{reading.title}: {len(reading.spec)} layers, {analysis.parameters:,} parameters{written}.")
    return 0


def _reading(file: Path, network: str | None) -> Reading:
    if network is None:
        return open_model_file(file)
    if file.suffix.lower() != ".py":
        raise WrongArguments(f"--network: only Python code holds several networks, not {file.name}")
    return read_code(text_of(file), network)


def _data(note: Note) -> dict[str, Any]:
    return {"line": note.line or None, "message": str(note.text), "source": note.source or None}


def _line(file: Path, note: Note) -> str:
    place = f"{file.name}:{note.line}" if note.line else file.name
    return f"{place}: {note.text}" + (f"\n    {note.source}" if note.source else "")
