"""How single layers learn, as lines of a class."""

from collections.abc import Iterator

from engine.model.learning import Initialisation
from engine.model.spec import LayerSpec, ModelSpec

_WEIGHTS: dict[Initialisation, str] = {
    "kaiming": 'nn.init.kaiming_normal_({weight}, nonlinearity="relu")',
    "xavier": "nn.init.xavier_uniform_({weight})",
    "orthogonal": "nn.init.orthogonal_({weight})",
    "normal": "nn.init.normal_({weight}, std=0.02)",
    "zeros": "nn.init.zeros_({weight})",
}


def learning_lines(spec: ModelSpec) -> list[str]:
    """Lines of ``__init__`` behind the modules: other first weights, and what is frozen."""
    lines: list[str] = []
    for layer in spec.layers:
        learning = layer.learning
        pattern = _WEIGHTS.get(learning.initialisation)
        if pattern is not None:
            lines.append(f"for weight in self.{layer.id}.parameters():")
            lines.append("    if weight.dim() > 1:")
            lines.append(f"        {pattern.format(weight='weight')}")
        elif learning.initialisation == "run":
            lines.append(f"# self.{layer.id} starts from the weights of the run {learning.run}")
        if not learning.trainable:
            lines.append(f"self.{layer.id}.requires_grad_(False)")
    return lines


def group_lines(spec: ModelSpec) -> list[str]:
    """The method that gives the optimizer its groups, where layers have a rate or penalties of their own."""
    entries: list[str] = []
    for layer in _own(spec):
        learning = layer.learning
        settings = [f'"params": self.{layer.id}.parameters()']
        if learning.rate_factor != 1:
            settings.append(f'"lr": {learning.rate_factor!r} * learning_rate')
        if learning.l2 is not None:
            settings.append(f'"weight_decay": {learning.l2!r}')
        if learning.l1:
            settings.append(f'"l1": {learning.l1!r}')
        entries.append(f"        {{{', '.join(settings)}}},")
    if not entries:
        return []
    names = ", ".join(f'"{layer.id}"' for layer in _own(spec))
    return [
        "def parameter_groups(self, learning_rate):",
        '    """Layers that learn in their own way, and all the others."""',
        "    own = [",
        *entries,
        "    ]",
        f"    names = ({names},)",
        "    rest = [weight for name, weight in self.named_parameters() if not name.startswith(names)]",
        '    return [*own, {"params": rest}]',
    ]


def _own(spec: ModelSpec) -> Iterator[LayerSpec]:
    for layer in spec.layers:
        learning = layer.learning
        if learning.rate_factor != 1 or learning.l2 is not None or learning.l1:
            yield layer
