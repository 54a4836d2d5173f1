"""Where a project can be trained other than here: what a person says of each place, field by field."""

import re
from typing import Annotated, TypeVar

from pydantic import AfterValidator, ValidationError

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

MOST_PROCESSES = 1_024
_WORD = re.compile(r"[\w.,+:/@=-]*")
_TIME = re.compile(r"(\d+-)?\d+(:\d+){0,2}")


def _one_line(text: str) -> str:
    """What a shell and Slurm take for one line; raises :class:`ValueError` otherwise."""
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("expected one line of text without control characters")
    return text


def _word(text: str) -> str:
    """A name as Slurm gives them; raises :class:`ValueError` for anything else."""
    if not _WORD.fullmatch(text):
        raise ValueError("expected a name of letters, digits and . , + : / @ = -")
    return text


def _time(text: str) -> str:
    """A time as Slurm takes it; raises :class:`ValueError` for anything else."""
    if not _TIME.fullmatch(text):
        raise ValueError("expected minutes, hours:minutes:seconds or days-hours, such as 90, 2:00:00 or 1-12")
    return text


Line = Annotated[str, AfterValidator(_one_line)]
Word = Annotated[str, AfterValidator(_word)]
Time = Annotated[str, AfterValidator(_time)]

_PROCESSES = QT_TRANSLATE_NOOP("engine", "Processes")
_FOLDER = QT_TRANSLATE_NOOP("engine", "Netwright's folder there")
_FOLDER_DOC = QT_TRANSLATE_NOOP("engine", "Where Netwright lies on that machine; its first start there installs it.")
_PYTHON = QT_TRANSLATE_NOOP("engine", "Python there")
_PYTHON_DOC = QT_TRANSLATE_NOOP(
    "engine", "The Python that Netwright's first start installed, as seen from Netwright's folder."
)
_PROJECT = QT_TRANSLATE_NOOP("engine", "Project file there")
_PROJECT_DOC = QT_TRANSLATE_NOOP("engine", "Where the project's file lies on that machine; save it and bring it there.")
_RUN = QT_TRANSLATE_NOOP("engine", "Run's folder there")
_RUN_DOC = QT_TRANSLATE_NOOP(
    "engine", "A folder of its own for the run; on a disk that is mounted here, the run can be followed."
)
_RESTARTS = QT_TRANSLATE_NOOP("engine", "Restarts")
_RESTARTS_DOC = QT_TRANSLATE_NOOP(
    "engine", "So often may the processes start again from the newest checkpoint when one of them dies."
)


class ThisMachine(Settings):
    """Several processes here, one for each GPU, or sharing the cores."""

    processes: int = setting(
        1,
        ge=1,
        le=MOST_PROCESSES,
        label=_PROCESSES,
        doc=QT_TRANSLATE_NOOP("engine", "Each takes its part of every batch: one a GPU, or one a few cores."),
    )
    restarts: int = setting(3, ge=0, le=100, advanced=True, label=_RESTARTS, doc=_RESTARTS_DOC)


class AnotherMachine(Settings):
    """One host or several that a person starts the command on."""

    hosts: int = setting(
        1,
        ge=1,
        le=MOST_PROCESSES,
        label=QT_TRANSLATE_NOOP("engine", "Machines"),
        doc=QT_TRANSLATE_NOOP("engine", "The same command is started on each of them."),
    )
    processes: int = setting(
        1,
        ge=1,
        le=MOST_PROCESSES,
        label=QT_TRANSLATE_NOOP("engine", "Processes on each"),
        doc=QT_TRANSLATE_NOOP("engine", "One for each GPU, as a rule."),
    )
    meeting: Word = setting(
        "host-1:29500",
        only_if={"hosts": range(2, MOST_PROCESSES + 1)},
        label=QT_TRANSLATE_NOOP("engine", "Meeting point"),
        doc=QT_TRANSLATE_NOOP("engine", "Name and port of one of the machines, where their processes find each other."),
    )
    folder: Line = setting("netwright", label=_FOLDER, doc=_FOLDER_DOC)
    project: Line = setting("project.netwright", label=_PROJECT, doc=_PROJECT_DOC)
    run: Line = setting("runs/project", label=_RUN, doc=_RUN_DOC)
    python: Line = setting(".venv/bin/python", advanced=True, label=_PYTHON, doc=_PYTHON_DOC)
    restarts: int = setting(3, ge=0, le=100, advanced=True, label=_RESTARTS, doc=_RESTARTS_DOC)


class SlurmCluster(Settings):
    """A job of a cluster that Slurm shares out."""

    nodes: int = setting(
        1,
        ge=1,
        le=MOST_PROCESSES,
        label=QT_TRANSLATE_NOOP("engine", "Nodes"),
        doc=QT_TRANSLATE_NOOP("engine", "Machines of the cluster."),
    )
    gpus: int = setting(
        1,
        ge=0,
        le=64,
        label=QT_TRANSLATE_NOOP("engine", "GPUs per node"),
        doc=QT_TRANSLATE_NOOP("engine", "One process for each; 0 trains on CPUs."),
    )
    processes: int = setting(
        1,
        ge=1,
        le=MOST_PROCESSES,
        only_if={"gpus": (0,)},
        label=QT_TRANSLATE_NOOP("engine", "Processes per node"),
        doc=QT_TRANSLATE_NOOP("engine", "Each takes its part of every batch."),
    )
    cores: int = setting(
        4,
        ge=1,
        le=1_024,
        label=QT_TRANSLATE_NOOP("engine", "Cores per process"),
        doc=QT_TRANSLATE_NOOP("engine", "CPU cores that each process computes with, or prepares images with."),
    )
    time: Time = setting(
        "1:00:00",
        label=QT_TRANSLATE_NOOP("engine", "Time"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "At most so long at a time: hours:minutes:seconds, or days-hours. A run that is not done is queued again "
            "and goes on from its checkpoint.",
        ),
    )
    partition: Word = setting(
        "",
        label=QT_TRANSLATE_NOOP("engine", "Partition"),
        doc=QT_TRANSLATE_NOOP("engine", "The queue; empty takes the cluster's own choice."),
    )
    account: Word = setting(
        "",
        label=QT_TRANSLATE_NOOP("engine", "Account"),
        doc=QT_TRANSLATE_NOOP("engine", "Whom the time is charged to, where the cluster wants to know."),
    )
    environment: Line = setting(
        "",
        label=QT_TRANSLATE_NOOP("engine", "Commands before"),
        doc=QT_TRANSLATE_NOOP("engine", "Shell commands that the cluster needs first, such as: module load cuda"),
    )
    folder: Line = setting("netwright", label=_FOLDER, doc=_FOLDER_DOC)
    project: Line = setting("project.netwright", label=_PROJECT, doc=_PROJECT_DOC)
    run: Line = setting("runs/project", label=_RUN, doc=_RUN_DOC)
    python: Line = setting(".venv/bin/python", advanced=True, label=_PYTHON, doc=_PYTHON_DOC)
    restarts: int = setting(3, ge=0, le=100, advanced=True, label=_RESTARTS, doc=_RESTARTS_DOC)

    @property
    def processes_per_node(self) -> int:
        """One for each GPU, or as many as it was said."""
        return self.gpus or self.processes


Place = ThisMachine | AnotherMachine | SlurmCluster
PLACES = (SlurmCluster, AnotherMachine, ThisMachine)
P = TypeVar("P", bound=Settings)

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def short_name(title: str) -> str:
    """A name for files and jobs, of what a person called a project."""
    return _NOT_IN_NAMES.sub("-", title).strip("-.")[:64] or "netwright"


def suggested(kind: type[P], title: str) -> P:
    """A place as a form shows it first, for a project of that title."""
    name = short_name(title)
    names = {"project": f"{name}.netwright", "run": f"runs/{name}"}
    return kind.model_validate({field: value for field, value in names.items() if field in kind.model_fields})


def of_kind(kind: type[P], remembered: str, title: str) -> P:
    """What a person said of such a place last time (JSON), with the names of now."""
    fresh = suggested(kind, title)
    try:
        known = kind.model_validate_json(remembered)
    except ValidationError:
        return fresh
    names = ("project", "run") if "project" in kind.model_fields else ()
    return known.model_copy(update={str(name): getattr(fresh, name) for name in names})


def processes_of(place: Place) -> int:
    """How many processes train the run together."""
    match place:
        case ThisMachine():
            return place.processes
        case AnotherMachine():
            return place.hosts * place.processes
        case SlurmCluster():
            return place.nodes * place.processes_per_node
