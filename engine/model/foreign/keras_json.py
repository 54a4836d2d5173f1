"""Reads a Keras 3 model: the JSON of ``model.to_json()``, or the ``config.json`` inside a ``.keras`` file.

Keras counts channels last and torch channels first; shapes and axes are turned accordingly. Weights are not read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.json_text import read_json
from engine.model.code.reading import Reading
from engine.model.foreign.keras_layers import IGNORED, LAYERS, KerasLayer
from engine.model.foreign.sketch import INPUT, Sketch
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

MAXIMUM_BYTES = 64 * 2**20
MAXIMUM_LAYERS = 20_000


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
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise _no_network(path.stem, str(error)) from None
    return read_keras_json(text, path.stem)


def read_keras_json(text: str, title: str) -> Reading:
    """The network in a Keras model's JSON; raises :class:`NetwrightError`."""
    try:
        data = read_json(text)
    except ValueError as error:
        raise _no_network(title, str(error)) from None
    config = data.get("config") if isinstance(data, Mapping) else None
    kind = data.get("class_name") if isinstance(data, Mapping) else None
    if not isinstance(config, Mapping) or not isinstance(config.get("layers"), list) or kind not in (
        "Sequential", "Functional", "Model"
    ):  # fmt: skip
        raise _no_network(title, "no Sequential or Functional model")
    entries = config["layers"]
    if not entries or len(entries) > MAXIMUM_LAYERS or not all(isinstance(entry, Mapping) for entry in entries):
        raise _no_network(title, f"{len(entries)} layers")
    name = config.get("name")
    title = name if isinstance(name, str) and 0 < len(name) <= 60 else title
    try:
        if kind == "Sequential":
            return _sequential(entries, config, title)
        return _functional(entries, config, title)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        raise _no_network(title, f"{type(error).__name__}: {error}") from None


def _no_network(title: str, reason: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{file} holds no Keras network that can be opened ({reason})."),
        QT_TRANSLATE_NOOP("engine", "Expected what Keras 3 writes by model.to_json() or model.save(“….keras”)."),
        file=title,
        reason=reason[:200],
    )


def _sequential(entries: list[Any], config: Mapping[str, Any], title: str) -> Reading:
    given = next((entry for entry in entries if entry.get("class_name") == "InputLayer"), None)
    shape = _shape_of(given) if given is not None else None
    shape = shape or _batch_shape(config.get("build_input_shape"))
    shape = shape or _batch_shape(_settings(entries[0]).get("batch_shape"))
    sketch = Sketch(shape)
    last = INPUT
    for entry in entries:
        if entry.get("class_name") != "InputLayer":
            last = _add(sketch, entry, [last])
    return sketch.reading(last, title)


def _functional(entries: list[Any], config: Mapping[str, Any], title: str) -> Reading:
    inputs = [entry for entry in entries if entry.get("class_name") == "InputLayer"]
    if not inputs:
        raise ValueError("no InputLayer")
    sketch = Sketch(_shape_of(inputs[0]))
    if len(inputs) > 1:
        sketch.notes.add(
            0,
            QT_TRANSLATE_NOOP("engine", "the network has {count} inputs, of which only {name} is taken"),
            count=len(inputs),
            name=str(_settings(inputs[0]).get("name")),
        )
    made: dict[str, str] = {_name(entry): INPUT for entry in inputs}
    waiting = [entry for entry in entries if entry.get("class_name") != "InputLayer"]
    while waiting:
        ready = [entry for entry in waiting if all(source in made for source in _sources(entry))]
        if not ready:
            raise ValueError("its layers wait for each other")
        for entry in ready:
            made[_name(entry)] = _add(sketch, entry, [made[source] for source in _sources(entry)] or [INPUT])
        waiting = [entry for entry in waiting if _name(entry) not in made]
    outputs = [name for name in _strings(config.get("output_layers")) if name in made]
    return sketch.reading(made[outputs[0]] if outputs else made[_name(entries[-1])], title)


def _add(sketch: Sketch, entry: Mapping[str, Any], sources: list[str]) -> str:
    """One Keras layer as one or more of ours; its activation, where it has one, behind it."""
    kind, settings = str(entry.get("class_name")), _settings(entry)
    if kind in IGNORED:
        return sources[0]
    reader = LAYERS.get(kind)
    name = str(settings.get("name", kind))
    if reader is None:
        return sketch.unknown(sources, name, kind)
    try:
        return reader(KerasLayer(sketch, settings, sources, name))
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        return sketch.unknown(sources, name, f"{kind} ({error})")


def _settings(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    found = entry.get("config")
    return found if isinstance(found, Mapping) else {}


def _name(entry: Mapping[str, Any]) -> str:
    return str(entry.get("name") or _settings(entry).get("name"))


def _shape_of(entry: Mapping[str, Any]) -> Shape | None:
    settings = _settings(entry)
    return _batch_shape(settings.get("batch_shape") or settings.get("batch_input_shape"))


def _batch_shape(found: object) -> Shape | None:
    """``[None, height, width, channels]`` as ``(channels, height, width)``; ``None`` where a size is left open."""
    if not isinstance(found, list) or len(found) < 2:
        return None
    sizes = tuple(size for size in found[1:] if isinstance(size, int) and size > 0)
    if len(sizes) != len(found) - 1:
        return None
    return (sizes[-1], *sizes[:-1]) if len(sizes) == 3 else sizes


def _sources(entry: Mapping[str, Any]) -> list[str]:
    """The names of the layers that a layer of a functional model reads."""
    return list(dict.fromkeys(_history(entry.get("inbound_nodes"), 0)))


def _history(found: object, depth: int) -> list[str]:
    if depth > 30:
        raise ValueError("nested too deeply")
    if isinstance(found, Mapping):
        settings = found.get("config")
        if found.get("class_name") == "__keras_tensor__" and isinstance(settings, Mapping):
            history = settings.get("keras_history")
            return [str(history[0])] if isinstance(history, list) and history else []
        return [name for value in found.values() for name in _history(value, depth + 1)]
    if isinstance(found, list):
        if len(found) >= 3 and isinstance(found[0], str) and isinstance(found[1], int):  # as Keras 2 wrote it
            return [found[0]]
        return [name for value in found for name in _history(value, depth + 1)]
    return []


def _strings(found: object) -> list[str]:
    if isinstance(found, str):
        return [found]
    return [name for value in found for name in _strings(value)] if isinstance(found, list) else []
