"""A project brought to another dataset: its network is mended to fit the images and classes there."""

from dataclasses import dataclass, replace

from engine.model.layout import follow
from engine.model.mend import mend
from engine.project import Project
from engine.text import Text


@dataclass(frozen=True, slots=True)
class Adaptation:
    """The project on the dataset, and what was changed of its network, in words."""

    project: Project
    steps: tuple[Text, ...]


def adapted(project: Project, dataset: str) -> Adaptation:
    """The project with that dataset and every error of its network repaired.

    Raises :class:`engine.text.NetwrightError` for an unknown dataset.
    """
    moved = replace(project, dataset=dataset)
    mending = mend(moved.model, moved.context())
    layout = follow(project.model, project.layout, mending.spec)
    return Adaptation(replace(moved, model=mending.spec, layout=layout), mending.steps)
