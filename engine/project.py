"""A project: network, canvas layout, hyperparameters and dataset in one `.netwright` file (JSON, versioned)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.data.catalog import Preprocessing, dataset_info, known_info
from engine.data.normalisation import preprocessing_by
from engine.data.symbols import has_symbols
from engine.files import write_atomically
from engine.json_text import read_json
from engine.migrations import migrated
from engine.model.context import Context
from engine.model.layout import Layout, arrange
from engine.model.serial import model_from_data, model_to_data, validation_sentence
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.sweeps.dimension import Dimension
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import OptimizerName, TrainingConfig
from engine.training.splitting import split_sizes

FORMAT = "netwright-project"
VERSION = 5
SUFFIX = ".netwright"
MAXIMUM_BYTES = 64 * 2**20
DEFAULT_TEMPLATE = "mnist-cnn"
FEATURES_TEMPLATE = "mlp"
"""Where examples are rows of numbers rather than images."""


@dataclass(frozen=True)
class Project:
    """Everything needed to train: what the network is, how it learns and what from."""

    model: ModelSpec
    layout: Layout
    training: TrainingConfig
    dataset: str = "mnist"
    title: str = DEFAULT_TEMPLATE
    block_layouts: Mapping[str, Layout] = field(default_factory=dict)
    """Where the nodes inside each block stand, by the block's name; a missing one is arranged when it is opened."""
    varied: tuple[Dimension, ...] = ()
    """What a sweep is to vary, as it was marked in the forms."""

    @classmethod
    def from_template(cls, name: str = DEFAULT_TEMPLATE) -> "Project":
        """A new project on a template with the reference hyperparameters."""
        spec = template(name)
        return cls(spec, arrange(spec), TrainingConfig(), title=name)

    @property
    def preprocessing(self) -> Preprocessing:
        """What becomes of the dataset's images before the network sees them."""
        return preprocessing_by(self.training.normalisation, known_info(self.dataset))

    def context(self, free_memory: int | None = None) -> Context:
        """What the network's diagnosis may know of data and hyperparameters; ``free_memory`` in bytes."""
        info, training = known_info(self.dataset), self.training
        return Context(
            classes=len(info.classes),
            image_shape=info.image_shape,
            train_images=split_sizes(info.train_images, training)[0],
            batch_size=min(training.micro_batch or training.batch_size, training.batch_size),
            loss=training.loss,
            mirrored_symbols=has_symbols(info)
            and max(training.augment_flip_horizontal, training.augment_flip_vertical) > 0,
            state_copies=_STATE_COPIES[training.optimizer](training),
            free_memory=free_memory,
        )

    def to_data(self) -> dict[str, Any]:
        """The project as JSON data."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "title": self.title,
            "dataset": self.dataset,
            "model": model_to_data(self.model),
            "layout": _layout_to_data(self.layout),
            "block_layouts": {name: _layout_to_data(layout) for name, layout in self.block_layouts.items()},
            "training": self.training.model_dump(mode="json"),
            **({"varied": {one.name: one.to_data() for one in self.varied}} if self.varied else {}),
        }

    def to_json(self) -> str:
        """The text of the project's file."""
        return json.dumps(self.to_data(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


_STATE_COPIES: dict[OptimizerName, Callable[[TrainingConfig], int]] = {
    "sgd": lambda training: int(training.momentum > 0),
    "adam": lambda training: 2 + training.amsgrad,
    "adamw": lambda training: 2 + training.amsgrad,
    "nadam": lambda training: 2,
    "radam": lambda training: 2,
    "rmsprop": lambda training: 1 + int(training.momentum > 0) + training.centered,
    "adagrad": lambda training: 1,
    "adadelta": lambda training: 2,
    "lion": lambda training: 1,
    "muon": lambda training: 2,
}
"""Numbers that the optimizers keep for each parameter, at most."""


def _layout_to_data(layout: Layout) -> dict[str, list[float]]:
    return {layer_id: [round(x, 2), round(y, 2)] for layer_id, (x, y) in layout.items()}


def parse_project(text: str) -> Project:
    """Read a project's text; raises :class:`NetwrightError` naming the place of what is wrong."""
    try:
        data = read_json(text)
    except ValueError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "This is not a Netwright project: the JSON cannot be read ({reason})."),
            reason=str(error)[:200],
        ) from None
    return project_from_data(data)


def project_from_data(data: object, *, with_dataset: bool = True) -> Project:
    """Read a project from JSON data; raises :class:`NetwrightError` naming the place of what is wrong.

    ``with_dataset`` asks for one whose dataset is here, without which it can neither be diagnosed nor trained.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "This is not a Netwright project: expected the format “{expected}”."),
            expected=FORMAT,
        )
    version = data.get("version")
    if type(version) is not int or not 1 <= version <= VERSION:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "The project has version {found}, this program reads versions up to {expected}."
            ),
            QT_TRANSLATE_NOOP("engine", "Open it with a newer Netwright."),
            found=repr(version)[:40],
            expected=VERSION,
        )
    data = migrated(data, version)
    model = model_from_data(data.get("model"))
    try:
        training = TrainingConfig.model_validate(data.get("training", {}))
    except ValidationError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: {reason}."), place="training", reason=validation_sentence(error)
        ) from None
    dataset, title = data.get("dataset", "mnist"), data.get("title", "")
    if not isinstance(dataset, str) or not isinstance(title, str):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: expected a text."), place="dataset, title")
    if with_dataset:
        dataset_info(dataset)  # raises where there is none of that name
    inside = data.get("block_layouts")
    layouts = {
        block.name: _layout_from_data(inside[block.name], block.network)
        for block in model.blocks
        if isinstance(inside, Mapping) and block.name in inside
    }
    layout = _layout_from_data(data.get("layout"), model)
    return Project(model, layout, training, dataset, title[:200], layouts, _varied_from_data(data.get("varied")))


def _varied_from_data(data: object) -> tuple[Dimension, ...]:
    """Older files have none of them; a program that does not know them leaves them out."""
    if not isinstance(data, Mapping):
        return ()
    return tuple(Dimension.from_data(name, one) for name, one in data.items())


def _layout_from_data(data: object, model: ModelSpec) -> Layout:
    """Positions are a convenience: any that cannot be used are arranged anew."""
    fresh = arrange(model)
    if not isinstance(data, Mapping):
        return fresh
    placed = {}
    for layer_id, fallback in fresh.items():
        match data.get(layer_id):
            case [int() | float() as x, int() | float() as y] if -1e6 < x < 1e6 and -1e6 < y < 1e6:
                placed[layer_id] = (float(x), float(y))
            case _:
                placed[layer_id] = fallback
    return placed


def load_project(path: Path) -> Project:
    """Read a project's file; raises :class:`NetwrightError` where it cannot be read or is not one."""
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} is larger than {most} MB, which no project is."),
                file=path.name,
                most=MAXIMUM_BYTES // 2**20,
            )
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."), file=str(path), reason=reason
        ) from None
    return parse_project(text)


def save_project(project: Project, path: Path) -> None:
    """Write a project's file so that a crash leaves the old or the new one; raises :class:`NetwrightError`."""
    try:
        write_atomically(path, project.to_json().encode())
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be written: {reason}."),
            QT_TRANSLATE_NOOP("engine", "Choose another place or free some space; the project is unchanged."),
            file=str(path),
            reason=error.strerror or str(error),
        ) from None
