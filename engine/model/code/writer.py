"""The network as plain PyTorch, as a good engineer would write it by hand. :mod:`reader` is the way back.

What is written, and read back as the same network:

* A class per network. ``__init__`` makes ``self.<layer id>`` for every layer that torch has a module for; ``forward``
  has one line per layer in order of computation and returns logits.
* In ``forward`` values pass through ``x`` and, while that is still needed, ``out``. A layer without a module (Add,
  Concatenate, …), one that finds both in use, and one that nobody reads get a variable named by the layer's id.
* A Softmax right before the output is made in ``__init__`` and used in ``probabilities`` alone.
* A size that follows from what comes in stands as positional argument, one that was fixed by hand as keyword.
* Each block is a class above, named by the block; its ports are the arguments of its ``forward``. Sizes that differ
  among its uses are arguments of its constructor. A repeated block is an ``nn.Sequential`` of its copies, with several
  ports an ``nn.ModuleList`` walked by a loop.
* A frozen layer is followed by ``.requires_grad_(False)``, other first weights by ``nn.init``, and layers with a rate
  or penalties of their own are listed in ``parameter_groups``.
* The shape of the input stands in the example below the class.
"""

import sys
from collections.abc import Collection
from dataclasses import dataclass

from engine.model.analysis import analyse
from engine.model.code.writer_blocks import BlockClasses
from engine.model.code.writer_body import Body, Order, body_of
from engine.model.code.writer_learning import group_lines, learning_lines
from engine.model.code.writer_names import class_name, wrapped
from engine.model.layer_type import shape_text
from engine.model.ports import output_layer
from engine.model.reading_order import reading_order
from engine.model.spec import ModelSpec

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Classes:
    """The network's class, its name, and what it needs before it: import lines, helpers of layers, its blocks."""

    name: str
    imports: tuple[str, ...]
    sources: tuple[str, ...]
    """The source of helpers and classes, the network's last."""


def model_classes(
    spec: ModelSpec, title: str = "Network", order: Order = reading_order, taken: Collection[str] = ()
) -> Classes:
    """The classes of a network, one after the other, none of them named as in ``taken``.

    Layers are computed in ``order``, by default the one in which people read. Never raises; see :func:`write_model`.
    """
    analysis = analyse(spec)
    blocks = BlockClasses(spec, analysis, order, taken)
    name = class_name(title, {block.name for block in spec.blocks}.union(taken))
    body = body_of(spec, analysis, blocks, order)
    imports = import_lines(blocks.imports | body.imports)
    support = blocks.support | body.support
    return Classes(name, imports, (*support, *blocks.sources(), _network_source(name, spec, body, blocks.with_groups)))


def write_model(spec: ModelSpec, title: str = "Network") -> str:
    """The source of a module with the network's class, those of its blocks, and an example of its use.

    Never raises: layers that cannot be written because of an error stand as comments with the error.
    """
    written = model_classes(spec, title)
    return "\n\n\n".join(("\n".join(written.imports), *written.sources, _example(written.name, spec))) + "\n"


def import_lines(needed: Collection[str]) -> tuple[str, ...]:
    """Python's own modules, then torch and the others, each as formatters order them."""
    lines = sorted({*needed, "import torch", "from torch import nn"}, key=lambda line: (line.startswith("from"), line))
    pythons = [line for line in lines if line.split()[1].partition(".")[0] in sys.stdlib_module_names]
    others = [line for line in lines if line not in pythons]
    return (*pythons, *([""] if pythons else []), *others)


def _network_source(name: str, spec: ModelSpec, body: Body, with_groups: Collection[str]) -> str:
    shape = _input_shape(spec)
    output = output_layer(spec)
    answer = body.shapes.get(output.inputs[0]) if output is not None and output.inputs else None
    takes = f"images {shape_text(shape)}" if len(shape) == 3 else f"inputs {shape_text(shape)}"
    gives = f"{answer[0]} logits" if answer is not None and len(answer) == 1 else "its answer"
    lines = [f"class {name}(nn.Module):", f'{_INDENT}"""Takes {takes}, returns {gives}."""', ""]
    lines += [f"{_INDENT}def __init__(self):", f"{_INDENT * 2}super().__init__()"]
    made = (*body.made, *learning_lines(spec, body.layers))
    lines += [part for line in made for part in wrapped(line, _INDENT * 2)]
    lines += ["", f"{_INDENT}def forward(self, x):"]
    lines += [part for line in body.computed for part in wrapped(line, _INDENT * 2)]
    lines.append(f"{_INDENT * 2}return {body.returned}")
    if body.answer_layers:
        expression = "self(x)"
        for layer_id in body.answer_layers:
            expression = f"self.{layer_id}({expression})"
        lines += ["", f"{_INDENT}def probabilities(self, x):", f"{_INDENT * 2}return {expression}"]
    lines += group_lines(spec, body.layers, with_groups)
    return "\n".join(lines)


def _example(name: str, spec: ModelSpec) -> str:
    sizes = ", ".join(map(str, (1, *_input_shape(spec))))
    return "\n".join(
        (
            'if __name__ == "__main__":',
            f"{_INDENT}model = {name}()",
            f"{_INDENT}print(model(torch.zeros({sizes})).shape)",
        )
    )


def _input_shape(spec: ModelSpec) -> tuple[int, ...]:
    return next((layer.params.shape for layer in spec.layers if layer.type == "Input"), (1, 28, 28))  # type: ignore[attr-defined]
