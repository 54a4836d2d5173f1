"""How single layers learn, as lines of a class."""

from collections.abc import Collection, Sequence

from engine.model.code.writer_names import MAXIMUM_LINE, one_line
from engine.model.learning import Initialisation, LayerLearning
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec

_WEIGHTS: dict[Initialisation, str] = {
    "kaiming": 'nn.init.kaiming_normal_({weight}, nonlinearity="relu")',
    "xavier": "nn.init.xavier_uniform_({weight})",
    "orthogonal": "nn.init.orthogonal_({weight})",
    "normal": "nn.init.normal_({weight}, std=0.02)",
    "zeros": "nn.init.zeros_({weight})",
}
_DENSE = ("Linear", "Conv1d", "Conv2d", "ConvTranspose2d")
"""Modules with one weight matrix and at most one bias."""


def learning_lines(spec: ModelSpec, made: Collection[str]) -> list[str]:
    """Lines of ``__init__`` behind the modules: other first weights, and what is frozen.

    ``made`` are the layers that have a module; nothing can be said of the others.
    """
    lines: list[str] = []
    for layer in spec.layers:
        if layer.id not in made:
            continue
        if layer.type != "Backbone":  # which brings its weights, whatever is said of the first ones
            lines += _first_weights(layer)
        if layer.learning.initialisation == "run":
            there = one_line(layer.learning.run_layer)
            whose = f"that {there} has in" if there else "of"
            lines.append(f"# self.{layer.id} starts from the weights {whose} the run {one_line(layer.learning.run)}")
        if not layer.learning.trainable:
            lines.append(f"self.{layer.id}.requires_grad_(False)")
    return lines


def _first_weights(layer: LayerSpec) -> list[str]:
    pattern = _WEIGHTS.get(layer.learning.initialisation)
    if pattern is None:
        return []
    if layer_type(layer.type).torch_name in _DENSE:
        lines = [pattern.format(weight=f"self.{layer.id}.weight")]
        if getattr(layer.params, "bias", True):
            lines.append(f"nn.init.zeros_(self.{layer.id}.bias)")
        return lines
    return [
        f"for name, weight in self.{layer.id}.named_parameters():",
        "    if weight.dim() > 1:",
        f"        {pattern.format(weight='weight')}",
        '    elif "bias" in name:',
        "        nn.init.zeros_(weight)",
    ]


def blocks_with_groups(spec: ModelSpec) -> frozenset[str]:
    """The names of the blocks in which, at any depth, layers have a rate or penalties of their own."""
    found: set[str] = set()
    size = -1
    while size < len(found):
        size = len(found)
        found |= {
            block.name
            for block in spec.blocks
            if any(_is_own(layer.learning) or _uses(layer, found) for layer in block.network.layers)
        }
    return frozenset(found)


def group_lines(spec: ModelSpec, made: Collection[str], with_groups: Collection[str]) -> list[str]:
    """The method of a class that gives the optimizer its groups, where layers have a rate or penalties of their own.

    The blocks ``with_groups`` give groups themselves, which the class around them takes on.
    """
    own: list[str] = []
    entries: list[str] = []
    for layer in spec.layers:
        if layer.id not in made:
            continue
        if _uses(layer, with_groups):
            own.append(layer.id)
            entries += _groups_of_block(layer)
        elif _is_own(layer.learning):
            own.append(layer.id)
            settings = [f'"params": self.{layer.id}.parameters()', f'"lr": {_rate(layer)}', *_penalties(layer.learning)]
            entries += _bracketed("{", settings, "},")
    if not entries:
        return []
    # Together with their dots: "conv1." begins no name of conv10.
    names = [f'"{layer_id}."' for layer_id in own]
    return [
        "",
        "    def parameter_groups(self, learning_rate):",
        '        """Layers that learn in their own way, and all the others."""',
        "        own = [",
        *entries,
        "        ]",
        *_bracketed("names = (", names, ",)" if len(names) == 1 else ")", " " * 8),
        "        rest = [",
        "            weight",
        "            for name, weight in self.named_parameters()",
        "            if not name.startswith(names)",
        "        ]",
        '        return [*own, {"params": rest, "lr": learning_rate}]',
    ]


def _is_own(learning: LayerLearning) -> bool:
    return learning.rate_factor != 1 or learning.l2 is not None or learning.l1 > 0


def _rate(layer: LayerSpec) -> str:
    factor = layer.learning.rate_factor
    return "learning_rate" if factor == 1 else f"{factor!r} * learning_rate"


def _penalties(learning: LayerLearning) -> list[str]:
    settings = []
    if learning.l2 is not None:
        settings.append(f'"weight_decay": {learning.l2!r}')
    if learning.l1:
        settings.append(f'"l1": {learning.l1!r}')
    return settings


def _uses(layer: LayerSpec, names: Collection[str]) -> bool:
    return layer.type == "Block" and layer.params.block in names  # type: ignore[attr-defined]


def _bracketed(start: str, parts: Sequence[str], end: str, indent: str = " " * 12) -> list[str]:
    """Parts in brackets, in one line or else each in its own."""
    line = f"{indent}{start}{', '.join(parts)}{end}"
    if len(line) <= MAXIMUM_LINE:
        return [line]
    return [indent + start, *(f"{indent}    {part}," for part in parts), f"{indent}{end.replace(',)', ')')}"]


def _groups_of_block(layer: LayerSpec) -> list[str]:
    """The groups of a block's copies; what is said of their use holds where its layers say nothing else."""
    learning = layer.learning
    repeated = layer.params.repeat > 1  # type: ignore[attr-defined]
    groups = f"{'copy' if repeated else f'self.{layer.id}'}.parameter_groups({_rate(layer)})"
    settings = _penalties(learning)
    if learning.l1:
        settings[-1] = f'"l1": {learning.l1!r} + group.get("l1", 0)'
        settings.insert(-1, "**group")
    elif settings:
        settings.append("**group")
    if not settings and not repeated:
        return [f"            *{groups},"]
    parts = [f"{{{', '.join(settings)}}}" if settings else "group"]
    parts += [f"for copy in self.{layer.id}"] if repeated else []
    parts.append(f"for group in {groups}")
    line = f"            *({' '.join(parts)}),"
    return (
        [line]
        if len(line) <= MAXIMUM_LINE
        else ["            *(", *(f"                {part}" for part in parts), "            ),"]
    )
