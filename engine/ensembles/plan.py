"""Several runs made from one: what they have in common, and in what each differs. Kept as a file, to go on by."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.files import write_atomically
from engine.project import Project, project_from_data
from engine.runs.metadata import Lineage
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig
from engine.training.config.split import MOST_FOLDS
from engine.training.splitting import check_split, seed_of_split

GroupKind = Literal["fold", "seed", "bag", "boost"]
JOINED: tuple[GroupKind, ...] = ("bag", "boost")
"""Their members are put together when all are trained."""
STACKED: tuple[GroupKind, ...] = ("seed", "bag")
"""Their members have one shape and can be trained together."""
MOST_MEMBERS = 64
FOLDER = ".groups"
"""Below the store's root; its name keeps it out of the list of runs."""

_NAMES: dict[GroupKind, str] = {"fold": "folds", "seed": "seeds", "bag": "bagging", "boost": "boosting"}
_BAD_NAME = re.compile(r"[^\w.+-]+")
_LONGEST = 60
_LAST_SEED = 2**31 - 1


class GroupPlan(BaseModel):
    """All of a group's file. ``project`` is what every member is made from, ``parent`` the run that it comes from."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["netwright-group"] = "netwright-group"
    version: Literal[1] = 1
    name: str
    kind: GroupKind
    count: int
    parent: str = ""
    created: datetime
    project: dict[str, Any]
    boost_rate: float = 0.5

    def lineage(self, index: int) -> Lineage:
        """What a member's run says of itself."""
        return Lineage(relation=self.kind, group=self.name, index=index, parent=self.parent)

    def run_name(self, index: int) -> str:
        """What a member's run is called where that name is free."""
        return f"{self.name}-{index + 1}"

    def member(self, index: int, earlier: Sequence[str]) -> Project:
        """The project of a member; ``earlier`` are the names of the runs before it, which boosting learns from."""
        project = project_from_data(self.project)
        return replace(project, training=_training(self, project.training, index, earlier))


@dataclass(frozen=True, slots=True)
class Origin:
    """What a group is made from: a stored run (then with its name and its own time) or a project."""

    project: Project
    run: str = ""
    seconds: float | None = None

    @classmethod
    def of(cls, run: Run) -> Origin:
        """A stored run; raises :class:`NetwrightError` where it cannot be read, or was put together of others."""
        metadata = run.metadata()
        if metadata.members:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The run {run} was put together of other runs and was not trained itself."),
                QT_TRANSLATE_NOOP("engine", "Choose one of its members."),
                run=run.name,
            )
        complete = metadata.status == "completed"
        return cls(run.project(), run.name, metadata.seconds if complete else None)


def make_plan(store: RunStore, origin: Origin, kind: GroupKind, count: int, *, boost_rate: float = 0.5) -> GroupPlan:
    """A new group in the store; nothing is trained yet. Raises :class:`NetwrightError` and :class:`OSError`."""
    most = MOST_FOLDS if kind == "fold" else MOST_MEMBERS
    if not 2 <= count <= most:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Expected 2 to {most} runs, found {count}."), most=most, count=count
        )
    title = origin.run or origin.project.title or origin.project.dataset
    stem = _BAD_NAME.sub("-", f"{title}-{_NAMES[kind]}").strip("-.")[-_LONGEST:]
    plan = GroupPlan(
        name=_free_name(store, stem),
        kind=kind,
        count=count,
        parent=origin.run,
        created=datetime.now().astimezone(),
        project=origin.project.to_data(),
        boost_rate=boost_rate,
    )
    _check(plan)
    folder = store.root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / f"{plan.name}.json", (plan.model_dump_json(indent=1) + "\n").encode())
    return plan


def plans(store: RunStore) -> list[GroupPlan]:
    """Every group, the newest first; files that cannot be read are passed over."""
    found = []
    for file in (store.root / FOLDER).glob("*.json"):
        try:
            found.append(GroupPlan.model_validate(json.loads(file.read_bytes())))
        except (OSError, ValueError, ValidationError):
            continue
    return sorted(found, key=lambda plan: plan.created, reverse=True)


def plan_named(store: RunStore, name: str) -> GroupPlan:
    """The group of that name; raises :class:`NetwrightError` where there is none."""
    found = next((plan for plan in plans(store) if plan.name == name), None)
    if found is None:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There is no group of runs “{name}”."), name=name[:80])
    return found


def forget_plan(store: RunStore, plan: GroupPlan) -> None:
    """Take the group's file away; its runs stay."""
    (store.root / FOLDER / f"{plan.name}.json").unlink(missing_ok=True)
    program_file(store, plan).unlink(missing_ok=True)


def program_file(store: RunStore, plan: GroupPlan) -> Path:
    """Where the program that works at a group says so (:mod:`engine.ensembles.at_work`)."""
    return store.root / FOLDER / f"{plan.name}.program"


def unfinished_like(store: RunStore, plan_of: Origin, kind: GroupKind, count: int) -> GroupPlan | None:
    """The newest group of the same, which may have been cut off."""
    data = plan_of.project.to_data()
    for plan in plans(store):
        if (plan.kind, plan.count, plan.parent, plan.project) == (kind, count, plan_of.run, data):
            return plan
    return None


def _training(plan: GroupPlan, base: TrainingConfig, index: int, earlier: Sequence[str]) -> TrainingConfig:
    # All but the folds keep the same images aside, so that their figures can be compared and they can be put together.
    changes: dict[str, Any] = {"split_seed": seed_of_split(base)}
    if plan.kind == "fold":
        changes |= {"folds": plan.count, "fold": index + 1}
    else:
        first = base.seed + 1 if plan.parent else base.seed  # the run itself has its own already
        changes["seed"] = (first + index) % (_LAST_SEED + 1)
    if plan.kind == "bag":
        changes["resample_seed"] = index + 1
    if plan.kind == "boost":
        changes |= {"boosted_on": ",".join(earlier), "boost_rate": plan.boost_rate}
    return TrainingConfig.model_validate(base.model_dump() | changes)


def _check(plan: GroupPlan) -> None:
    from engine.data.catalog import dataset_info

    project = plan.member(0, ())
    check_split(dataset_info(project.dataset).train_images, project.training)


def _free_name(store: RunStore, stem: str) -> str:
    taken = {plan.name for plan in plans(store)}

    def used(name: str) -> bool:
        return name in taken or (store.root / f"{name}-1").exists() or (store.root / name).exists()

    number, name = 1, stem
    while used(name):
        number += 1
        name = f"{stem}-{number}"
    return name
