"""``metadata.json``: what a run is and how far it came. Small, so that a list of a thousand runs is read at once."""

import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict

from engine.data.catalog import Preprocessing
from engine.machine.versions import netwright_version
from engine.model.spec import Shape
from engine.runs.process import ProcessMark
from engine.text import Text
from engine.training.events import EpochCompleted, Failure

_PACKAGES = ("torch", "numpy", "safetensors")

StoredStatus = Literal["running", "completed", "cancelled", "failed"]


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_inf_nan="null", defer_build=True)


class StoredText(_Stored):
    """A sentence as it stands in a file: template and values, so that the window can translate it later."""

    template: str
    values: dict[str, "str | int | float | bool | StoredText | None"] = {}

    @classmethod
    def of(cls, text: Text) -> "StoredText":
        return cls(template=text.template, values={name: _plain(value) for name, value in text.values.items()})

    def text(self) -> Text:
        values = self.values.items()
        return Text(
            self.template, {name: value.text() if isinstance(value, StoredText) else value for name, value in values}
        )


def _plain(value: object) -> str | int | float | bool | StoredText | None:
    if isinstance(value, Text):
        return StoredText.of(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


class StoredFailure(_Stored):
    """Why a run failed."""

    kind: str
    text: StoredText
    hint: StoredText | None = None
    details: str = ""

    @classmethod
    def of(cls, failure: Failure) -> "StoredFailure":
        return cls(
            kind=failure.kind,
            text=StoredText.of(failure.text),
            hint=None if failure.hint is None else StoredText.of(failure.hint),
            details=failure.details,
        )

    def failure(self) -> Failure:
        """The failure again; a kind that this version does not know is unexpected."""
        kind: Any = self.kind if self.kind in get_args(get_type_hints(Failure)["kind"]) else "unexpected"
        return Failure(kind, self.text.text(), self.hint.text() if self.hint else None, self.details)


class EpochFigures(_Stored):
    """The figures of one epoch. Validation figures are ``None`` without a validation split."""

    epoch: int
    step: int
    train_loss: float
    train_accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    seconds: float
    images_per_second: float
    best: bool = False
    learning_rate: float = 0.0

    @classmethod
    def of(cls, event: EpochCompleted) -> "EpochFigures":
        return cls(**{name: getattr(event, name) for name in cls.model_fields})


Relation = Literal["again", "seed", "fold", "trial", "bag", "boost", "soup", "ensemble"]


class Lineage(_Stored):
    """What a run was made for, where it is one of several or came from another."""

    relation: Relation
    group: str = ""
    """A name that all runs share which were made together: a sweep's, a cross-validation's."""
    index: int = 0
    """Which of the group it is, from 0."""
    parent: str = ""
    """The name of the run that it was made from."""


class Member(_Stored):
    """A run whose weights are in this one: a copy, or their part of a mean. ``share`` is how much it counts."""

    name: str
    title: str = ""
    share: int = 1
    validation_accuracy: float | None = None


class RunMetadata(_Stored):
    """All of ``metadata.json``. ``best`` and ``last`` are the best and the newest epoch.

    ``plan`` is how the steps were computed, ``resumed`` how often the run went on after an end. ``processes`` trained
    it together; ``launch`` is what one start of them has in common, by which they find the run again.
    """

    format: Literal["netwright-run"] = "netwright-run"
    version: Literal[1] = 1
    name: str
    title: str
    created: datetime
    status: StoredStatus
    process: ProcessMark
    seed: int
    epochs: int
    dataset: str
    fingerprint: str = ""
    classes: tuple[str, ...]
    image_shape: Shape
    mean: tuple[float, ...]
    std: tuple[float, ...]
    columns: tuple[str, ...] = ()
    parameters: int
    versions: dict[str, str]
    platform: str
    device: str = ""
    device_name: str = ""
    epochs_done: int = 0
    best: EpochFigures | None = None
    last: EpochFigures | None = None
    test_loss: float | None = None
    test_accuracy: float | None = None
    seconds: float = 0.0
    failure: StoredFailure | None = None
    plan: dict[str, Any] | None = None
    resumed: int = 0
    processes: int = 1
    launch: str = ""
    lineage: Lineage | None = None
    members: tuple[Member, ...] = ()
    """Of an ensemble or a soup, which was put together of other runs and has no epochs of its own."""
    validation_loss: float | None = None
    validation_accuracy: float | None = None
    """Of such a run as a whole; others have theirs in each epoch."""

    @property
    def preprocessing(self) -> Preprocessing:
        """What the run's examples went through, for whoever uses its weights."""
        return Preprocessing(self.mean, self.std, of_features=len(self.image_shape) == 1)

    def changed(self, changes: Mapping[str, Any]) -> "RunMetadata":
        """A copy with other values."""
        return self.model_copy(update=dict(changes))

    def standing_after(self, epochs: Sequence[EpochFigures]) -> "RunMetadata":
        """A copy of when these were all the epochs done, and the run had no end yet."""
        return self.changed(
            {
                "epochs_done": epochs[-1].epoch if epochs else 0,
                "best": next((figures for figures in reversed(epochs) if figures.best), None),
                "last": epochs[-1] if epochs else None,
                "seconds": sum(figures.seconds for figures in epochs),
                "test_loss": None,
                "test_accuracy": None,
                "failure": None,
            }
        )

    def to_json(self) -> bytes:
        """The file's content."""
        return (self.model_dump_json(indent=1) + "\n").encode()


def installed_versions() -> dict[str, str]:
    """The versions of this program, Python and the packages that decide a run's numbers, without importing them."""
    found = {"netwright": netwright_version(), "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "?"
    return found
