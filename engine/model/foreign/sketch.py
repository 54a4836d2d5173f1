"""A network that grows layer by layer while another program's file is read, with its shapes known on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import count

from pydantic import ValidationError

from engine.model.code.reading import NoteBook, Reading
from engine.model.layer_type import NoParams, ShapeMismatch
from engine.model.layers.ports import InputParams
from engine.model.naming import allowed, is_name
from engine.model.registry import layer_type
from engine.model.serial import MAXIMUM_LAYERS, validation_sentence
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

USUAL: Shape = (1, 28, 28)
INPUT, OUTPUT = "input", "output"


def same_padding(size: int, window: int, stride: int) -> tuple[int, int]:
    """Pixels before and after a side for what TensorFlow calls the padding “same” and ONNX SAME_UPPER."""
    total = max((-(-size // stride) - 1) * stride + window - size, 0)
    return total // 2, total - total // 2


class Sketch:
    """Layers so far. ``add`` never fails for a layer that cannot be: an Identity stands in its place, with a note."""

    def __init__(self, shape: Shape | None) -> None:
        self.notes = NoteBook()
        if shape is None:
            shape = USUAL
            self.notes.add(
                0, QT_TRANSLATE_NOOP("engine", "the file does not say how large the input is: 28×28×1 is taken")
            )
        try:
            params = InputParams(shape=shape)
        except ValidationError as error:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The input of this network cannot be used: {reason}."),
                reason=validation_sentence(error),
            ) from None
        self.layers: dict[str, LayerSpec] = {INPUT: LayerSpec(INPUT, "Input", params)}
        self.shapes: dict[str, Shape | None] = {INPUT: shape}
        self.spare: set[str] = set()
        """Layers that only stand in for something: left out at the end where nothing reads them."""
        self.padded: dict[str, tuple[int, int]] = {}
        """Padding before and after each side that the windows which read a spare layer are to take over."""
        self.turned: dict[str, str] = {}
        """For a spare Permute the layer behind which it turns a sequence back."""
        self._numbers: dict[str, int] = {}

    def add(self, type_name: str, sources: Sequence[str], name: str | bytes = "", **params: object) -> str:
        """Add a layer that reads these; returns its id. A layer read twice is read through an Identity."""
        if len(self.layers) >= MAXIMUM_LAYERS:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The file holds more than {most} layers."), most=MAXIMUM_LAYERS
            )
        distinct: list[str] = []
        for source in sources:
            distinct.append(self.add("Identity", [source]) if source in distinct else source)
        kind = layer_type(type_name)
        try:
            settings = kind.Params.model_validate(params)
        except ValidationError as error:
            return self.unknown(distinct, name or type_name, f"{type_name}: {validation_sentence(error)}")
        layer_id = self._fresh(name, kind.id_stem or kind.name.lower())
        self.layers[layer_id] = LayerSpec(layer_id, type_name, settings, tuple(distinct))
        shapes = tuple(found for source in distinct if (found := self.shapes[source]) is not None)
        try:
            self.shapes[layer_id] = kind.output_shape(settings, shapes) if len(shapes) == len(distinct) else None
        except ShapeMismatch:
            self.shapes[layer_id] = None
        return layer_id

    def unknown(self, sources: Sequence[str], name: str | bytes, what: str | bytes) -> str:
        """Put an Identity where something stands that is not known, and say so."""
        self.notes.add(
            0, QT_TRANSLATE_NOOP("engine", "{name}: there is no layer for {what}; an Identity stands in its place"),
            name=name, what=str(what)[:200],
        )  # fmt: skip
        return self.add("Identity", sources[:1], name)

    def replace_params(self, layer_id: str, **params: object) -> None:
        """Change params of a layer that is there."""
        layer = self.layers[layer_id]
        values = layer.params.model_dump() | params
        self.layers[layer_id] = LayerSpec(layer_id, layer.type, type(layer.params).model_validate(values), layer.inputs)

    def reading(self, answer: str, title: str) -> Reading:
        """The network that answers with that layer."""
        self.notes.add(0, QT_TRANSLATE_NOOP("engine", "weights are not taken over: the network starts with fresh ones"))
        self.drop_spare(answer)
        for layer_id in self.padded.keys() & self.layers.keys():
            self.notes.add(
                0, QT_TRANSLATE_NOOP("engine", "{name}: there is no layer for {what}; an Identity stands in its place"),
                name=layer_id, what="ZeroPadding2D",
            )  # fmt: skip
        output = LayerSpec(OUTPUT, "Output", NoParams(), (answer,))
        spec = ModelSpec((*self.layers.values(), output))
        return Reading(spec, title[:100], self.notes.notes(), (title[:100],))

    def drop_spare(self, answer: str) -> None:
        """Leave out the spare layers that neither the answer nor any other layer reads."""
        readers = Counter(source for layer in self.layers.values() for source in layer.inputs)
        for layer_id in reversed([*self.layers]):  # a layer stands behind those it reads
            if layer_id in self.spare and not readers[layer_id] and layer_id != answer:
                readers.subtract(self.layers.pop(layer_id).inputs)

    def _fresh(self, name: str | bytes, stem: str) -> str:
        """An id made of the file's own name for the layer where it is a short one, else of its type."""
        if isinstance(name, bytes):  # as a file gives what is no text
            name = name.decode("utf-8", "replace")
        wanted = re.sub(r"\W+", "_", name[-200:].rsplit("/", maxsplit=1)[-1], flags=re.ASCII).strip("_").lower()
        wanted = allowed(wanted)
        if is_name(wanted) and len(wanted) <= 30 and wanted != OUTPUT and wanted not in self.layers:
            return wanted
        for number in count(self._numbers.get(stem, 1)):
            self._numbers[stem] = number + 1
            if f"{stem}{number}" not in self.layers:
                return f"{stem}{number}"
        raise AssertionError  # there is always another number
