"""Whether a project can be trained elsewhere, and what has to be brought along, before anything starts."""

from dataclasses import dataclass
from typing import Literal

from engine.data.catalog import is_built_in, is_public, known_info
from engine.data.own import own_folder, own_names
from engine.data.public.getting import state_of
from engine.distributed.places import Place, ThisMachine, processes_of
from engine.home import data_folder
from engine.project import Project
from engine.runs.store import RunStore
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.checks import check_project


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    kind: Literal["ok", "warning", "error"]
    text: Text


def look_at(project: Project, place: Place) -> list[Finding]:
    """All that is worth knowing before the training starts there, errors among it."""
    try:
        check_project(project)
    except NetwrightError as error:
        return [Finding("error", error.text)]
    found = [Finding("ok", Text(QT_TRANSLATE_NOOP("engine", "The project can be trained.")))]
    here = isinstance(place, ThisMachine)
    found.append(_data(project, here))
    if not here:
        found += [_weights(run) for run in _runs_to_start_from(project)]
    if (processes := processes_of(place)) > 1:
        found.append(_batch(project, processes))
    return found


def _data(project: Project, here: bool) -> Finding:
    name = project.dataset
    title = known_info(name).title
    if is_public(name):
        if here and state_of(name) != "missing":
            return _is_here(title)
        words = (
            QT_TRANSLATE_NOOP("engine", "{dataset} is downloaded by the training where it is not there yet.")
            if here
            else QT_TRANSLATE_NOOP(
                "engine",
                "{dataset} is downloaded there by the training; without the network “data get {name}” has to come "
                "before.",
            )
        )
        return Finding("warning", Text(words, {"dataset": title, "name": name}))
    if here:
        return _is_here(title)
    if is_built_in(name) and name not in own_names():
        return Finding("ok", Text(QT_TRANSLATE_NOOP("engine", "{dataset} comes with Netwright."), {"dataset": title}))
    return Finding(
        "warning",
        Text(
            QT_TRANSLATE_NOOP(
                "engine",
                "{dataset} is on this machine only: copy {folder} into Netwright's data there, too.",
            ),
            {"dataset": title, "folder": str(own_folder() / name if name in own_names() else data_folder())},
        ),
    )


def _runs_to_start_from(project: Project) -> list[str]:
    """The runs whose weights are the first ones of the network, or of a layer."""
    networks = (project.model, *(block.network for block in project.model.blocks))
    layers = [layer for network in networks for layer in network]
    of_layers = [layer.learning.run for layer in layers if layer.learning.initialisation == "run"]
    return sorted({run for run in (project.training.start_from, *of_layers) if run})


def _weights(run: str) -> Finding:
    template = QT_TRANSLATE_NOOP(
        "engine", "The training starts from the run {run}: copy its folder {folder} there, too."
    )
    return Finding("warning", Text(template, {"run": run, "folder": str(RunStore().root / run)}))


def _is_here(title: str) -> Finding:
    return Finding("ok", Text(QT_TRANSLATE_NOOP("engine", "{dataset} is here."), {"dataset": title}))


def _batch(project: Project, processes: int) -> Finding:
    batch = project.training.batch_size
    values = {"batch": batch, "processes": processes}
    if batch < processes:
        return Finding(
            "error",
            Text(
                QT_TRANSLATE_NOOP("engine", "A batch of {batch} has no image for each of {processes} processes."),
                values,
            ),
        )
    if batch % processes:
        return Finding(
            "warning",
            Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "A batch of {batch} does not divide by {processes} processes: some of them wait for the others.",
                ),
                values,
            ),
        )
    return Finding(
        "ok",
        Text(
            QT_TRANSLATE_NOOP("engine", "Each of {processes} processes takes {share} images of a batch of {batch}."),
            {**values, "share": batch // processes},
        ),
    )
