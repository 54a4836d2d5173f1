"""Plans that were measured before, by machine, network and batch size, in one bounded JSON file."""

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any

import torch

from engine.files import write_atomically
from engine.json_text import read_json
from engine.model.serial import model_to_data
from engine.model.spec import ModelSpec, Shape
from engine.text import NetwrightError
from engine.training.device import processor_name
from engine.training.tuning.plan import ExecutionPlan, PlanMeasurement
from engine.training.tuning.threads import ALL_THREADS

VERSION = 1
"""Of the file, and of what the rewrites do: plans of another version are measured anew."""
MOST_PLANS = 200
_MOST_BYTES = 1_000_000

Found = tuple[ExecutionPlan, tuple[PlanMeasurement, ...]]


def key_of(spec: ModelSpec, input_shape: Shape, batch_size: int) -> str:
    """What a plan depends on, as a digest: processor, threads, torch, the network and the size of its batches."""
    parts = (processor_name(), ALL_THREADS, torch.__version__, model_to_data(spec), input_shape, batch_size)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def recall(file: Path, key: str) -> Found | None:
    """The plan that was kept under the key; ``None`` where there is none or it cannot be read."""
    entry = _read(file).get(key)
    try:
        return None if entry is None else _found(entry)
    except (NetwrightError, TypeError, ValueError, KeyError):
        return None


def keep(file: Path, key: str, found: Found) -> None:
    """Keep a plan; of too many the oldest is forgotten. That it cannot be written does no harm but another probe."""
    plan, measured = found
    entries = _read(file)
    entries.pop(key, None)
    entries[key] = {
        "plan": plan.to_data(),
        "measured": [{"plan": one.plan.to_data(), "milliseconds": one.milliseconds} for one in measured],
    }
    newest = dict(list(entries.items())[-MOST_PLANS:])
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, json.dumps({"version": VERSION, "plans": newest}, indent=1).encode())


def _read(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            return {}
        data = read_json(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("plans"), dict):
        return {}
    return dict(data["plans"])


def _found(entry: Any) -> Found:
    measured = tuple(
        PlanMeasurement(ExecutionPlan.from_data(one["plan"]), float(one["milliseconds"])) for one in entry["measured"]
    )
    return ExecutionPlan.from_data(entry["plan"]), measured
