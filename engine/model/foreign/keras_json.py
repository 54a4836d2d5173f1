"""Reads a Keras 3 model: the JSON of ``model.to_json()``, or the ``config.json`` inside a ``.keras`` file.

Keras counts channels last and torch channels first; shapes and axes are turned accordingly. Weights are not read.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.json_text import read_json
from engine.model.code.reading import Reading
from engine.model.foreign.keras_graph import Call, calls_in_order, config_of, name_of, outputs_of
from engine.model.foreign.keras_layer import KerasLayer
from engine.model.foreign.keras_layers import IGNORED, LAYERS
from engine.model.foreign.sketch import INPUT, Sketch
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

MAXIMUM_BYTES = 64 * 2**20
MAXIMUM_LAYERS = 20_000
MAXIMUM_DEPTH = 10
"""Models inside models."""
MODELS = ("Sequential", "Functional", "Model")


def read_keras(path: Path) -> Reading:
    """The network in a Keras file; raises :class:`NetwrightError` where it is none or cannot be read."""
    try:
        if path.suffix.lower() == ".keras":
            with zipfile.ZipFile(path) as archive:
                entry = archive.getinfo("config.json")
                if entry.file_size > MAXIMUM_BYTES:
                    raise _no_network(path.stem, f"{entry.file_size} bytes")
                with archive.open(entry) as file:
                    text = file.read(MAXIMUM_BYTES + 1).decode("utf-8", "replace")
        else:
            if path.stat().st_size > MAXIMUM_BYTES:
                raise _no_network(path.stem, f"{path.stat().st_size} bytes")
            text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."),
            file=str(path),
            reason=error.strerror or str(error),
        ) from None
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise _no_network(path.stem, str(error)) from None
    return read_keras_json(text, path.stem)


def read_keras_json(text: str, title: str) -> Reading:
    """The network in a Keras model's JSON; raises :class:`NetwrightError`."""
    try:
        data = read_json(text)
    except ValueError as error:
        raise _no_network(title, str(error)) from None
    if not isinstance(data, Mapping) or data.get("class_name") not in MODELS or not _layers(data):
        raise _no_network(title, "no Sequential or Functional model")
    entries = _layers(data)
    if len(entries) > MAXIMUM_LAYERS or not all(isinstance(entry, Mapping) for entry in entries):
        raise _no_network(title, f"{len(entries)} layers")
    name = config_of(data).get("name")
    title = name if isinstance(name, str) and 0 < len(name) <= 60 else title
    try:
        sketch = Sketch(_input_shape(data, title))
        return sketch.reading(_model(sketch, data, [INPUT], 0), title)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        raise _no_network(title, f"{type(error).__name__}: {error}") from None


def _no_network(title: str, reason: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{file} holds no Keras network that can be opened ({reason})."),
        QT_TRANSLATE_NOOP("engine", "Expected what Keras 3 writes by model.to_json() or model.save(“….keras”)."),
        file=title,
        reason=reason[:200],
    )


def _layers(model: Mapping[str, Any]) -> list[Any]:
    found = config_of(model).get("layers")
    return found if isinstance(found, list) else []


def _input_shape(model: Mapping[str, Any], title: str) -> Shape | None:
    """The shape of one example, channels first; ``None`` where the model does not say."""
    entries = _layers(model)
    given = next((entry for entry in entries if entry.get("class_name") == "InputLayer"), None)
    if given is None and model["class_name"] != "Sequential":
        raise _no_network(title, "no InputLayer")
    for config in (config_of(given) if given is not None else {}, config_of(entries[0])):
        shape = _batch_shape(config.get("batch_shape") or config.get("batch_input_shape"))
        if shape is not None:
            return shape
    if entries[0].get("class_name") in MODELS and _layers(entries[0]):
        return _input_shape(entries[0], title)
    return _batch_shape(config_of(model).get("build_input_shape"))


def _batch_shape(found: object) -> Shape | None:
    """``[None, height, width, channels]`` as ``(channels, height, width)``; ``None`` where a size is left open."""
    if not isinstance(found, list) or len(found) < 2:
        return None
    sizes = tuple(size for size in found[1:] if isinstance(size, int) and size > 0)
    if len(sizes) != len(found) - 1:
        return None
    return (sizes[-1], *sizes[:-1]) if len(sizes) == 3 else sizes


def _model(sketch: Sketch, model: Mapping[str, Any], sources: Sequence[str], depth: int) -> str:
    """The layers of a model that reads these; returns the id of what it answers."""
    if depth > MAXIMUM_DEPTH:
        raise ValueError("models inside models inside models")
    entries = _layers(model)
    if model.get("class_name") == "Sequential":
        last = sources[0]
        for entry in entries:
            if entry.get("class_name") != "InputLayer":
                last = _add(sketch, entry, [last], depth)
        return last
    return _graph(sketch, model, entries, sources, depth)


def _graph(sketch: Sketch, model: Mapping[str, Any], entries: list[Any], sources: Sequence[str], depth: int) -> str:
    inputs = [name_of(entry) for entry in entries if entry.get("class_name") == "InputLayer"]
    if len(inputs) > len(sources):
        sketch.notes.add(
            0,
            QT_TRANSLATE_NOOP("engine", "the network has {count} inputs, of which only {name} is taken"),
            count=len(inputs),
            name=inputs[0],
        )
    made = {(name, 0): sources[min(place, len(sources) - 1)] for place, name in enumerate(inputs)}
    last = sources[0]
    for call in calls_in_order(entries):
        if call.number == 1:
            _say_shared(sketch, call)
        reads = [made[source] for source in call.sources] or [sources[0]]
        last = made[call.name, call.number] = _add(sketch, call.entry, reads, depth)
    answers = [made[found] for found in outputs_of(config_of(model)) if found in made]
    if len(answers) > 1:
        sketch.notes.add(
            0,
            QT_TRANSLATE_NOOP("engine", "the network has {count} outputs, of which only the first is taken"),
            count=len(answers),
        )
    return answers[0] if answers else last


def _say_shared(sketch: Sketch, call: Call) -> None:
    sketch.notes.add(
        0,
        QT_TRANSLATE_NOOP("engine", "{name} is used again with the same weights; here each use has its own"),
        name=call.name,
    )


def _add(sketch: Sketch, entry: Mapping[str, Any], sources: list[str], depth: int) -> str:
    """One Keras layer as one or more of ours; its activation, where it has one, behind it."""
    kind, settings = str(entry.get("class_name")), config_of(entry)
    if kind in IGNORED:
        return sources[0]
    name = str(settings.get("name", kind))
    if kind in MODELS:
        return _model(sketch, entry, sources, depth + 1)
    reader = LAYERS.get(kind)
    if reader is None:
        return sketch.unknown(sources, name, kind)
    try:
        return reader(KerasLayer(sketch, settings, sources, name))
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        return sketch.unknown(sources, name, f"{kind} ({error})")
