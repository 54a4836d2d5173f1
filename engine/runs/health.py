"""How a run does, for who follows it: the newest look at its layers as a file beside the run's heartbeat."""

from dataclasses import asdict
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.files import write_in_place
from engine.runs.metadata import StoredText
from engine.runs.process import CONTROL_FOLDER
from engine.training.events import HealthMeasured, Hint, LayerHealth

_FILE = "health.json"


class _Stored(BaseModel):
    # Gradients that have exploded are told as they are.
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True, ser_json_inf_nan="constants")


class _StoredLayer(_Stored):
    layer: str
    gradient_norm: float | None = None
    update_ratio: float | None = None
    dead: float | None = None
    saturated: float | None = None


class _StoredHint(_Stored):
    kind: str
    text: StoredText
    remedy: StoredText
    layer: str | None = None


class _StoredHealth(_Stored):
    step: int
    gradient_norm: float
    layers: tuple[_StoredLayer, ...]
    hints: tuple[_StoredHint, ...]


def write_health(folder: Path, health: HealthMeasured) -> None:
    """Tell the followers of the run in ``folder``; raises :class:`OSError`."""
    stored = _StoredHealth(
        step=health.step,
        gradient_norm=health.gradient_norm,
        layers=tuple(_StoredLayer(**asdict(layer)) for layer in health.layers),
        hints=tuple(
            _StoredHint(
                kind=hint.kind, text=StoredText.of(hint.text), remedy=StoredText.of(hint.remedy), layer=hint.layer
            )
            for hint in health.hints
        ),
    )
    write_in_place(folder / CONTROL_FOLDER / _FILE, stored.model_dump_json().encode())


def forget_health(folder: Path) -> None:
    """What an earlier part of the run told is of no account any more; raises :class:`OSError`."""
    (folder / CONTROL_FOLDER / _FILE).unlink(missing_ok=True)


def read_health(folder: Path) -> HealthMeasured | None:
    """What was found last; ``None`` where the run has not looked yet, or is writing it this moment."""
    try:
        stored = _StoredHealth.model_validate_json((folder / CONTROL_FOLDER / _FILE).read_bytes())
    except (OSError, ValidationError):
        return None
    layers = tuple(LayerHealth(**layer.model_dump()) for layer in stored.layers)
    hints = tuple(Hint(hint.kind, hint.text.text(), hint.remedy.text(), hint.layer) for hint in stored.hints)
    return HealthMeasured(stored.step, stored.gradient_norm, layers, hints)
