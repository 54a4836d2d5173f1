"""The networks of all members as one: their weights are parts of stacked tensors, a step computes all at once."""

from collections.abc import Callable, Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import Parameter

from engine.model.build import Copies, GraphModule, Network
from engine.training.stacked.kernels import Kernel, kernel_of, wants_images_side_by_side
from engine.training.stacked.randomness import MemberRandomness
from engine.training.stacked.values import Value

Begin = Callable[[int], None]
"""Sets the random numbers of a member, before it is computed by itself."""


def suits_one_by_one(network: nn.Module, device: torch.device) -> bool:
    """Whether members are computed faster one after the other, each in the fastest way for one.

    On a CPU the time of convolutions is arithmetic, and oneDNN's own layouts are for ungrouped ones: measured with 8
    and 16 channels, eight networks as grouped convolutions took half as long again as one by one.
    """
    return device.type == "cpu" and any(isinstance(module, nn.Conv2d) for module in network.modules())


class StackedNetwork:
    """Computes the networks of all members in training mode, with the gradients of all.

    ``weights`` and ``buffers`` hold a tensor ``[N, …]`` for each name of the state dict. From the making on, the
    weights and buffers of the members' own networks are views of them: whatever is read from a member's network, or
    copied into it, is the stack's. A network that leaves for another stack is simply stacked anew.

    With ``begin`` the networks are computed one after the other, by their own modules.
    """

    def __init__(
        self,
        networks: Sequence[Network],
        randomness: MemberRandomness,
        device: torch.device,
        *,
        in_float32: bool,
        begin: Begin | None = None,
    ) -> None:
        self.members = len(networks)
        weights, self.buffers = laid_over(networks)
        learns = {name: weight.requires_grad for name, weight in networks[0].named_parameters()}
        self.weights = {name: Parameter(weight, learns[name]) for name, weight in weights.items()}
        self._own: dict[str, list[Parameter]] = {}
        """Weights of layers that are computed member by member: these have the gradients."""
        self._direct = _dense_weights(networks[0]) if in_float32 and begin is None else set()
        """Weights whose gradients are written to one place at every step, and need not be forgotten before."""
        self._accumulating = [weight for name, weight in self.weights.items() if name not in self._direct]
        for name in self._direct:
            if self.weights[name].requires_grad:
                self.weights[name].grad = torch.zeros_like(self.weights[name])
        self._randomness, self._device = randomness, device
        entrance = networks[0].ports[0]
        readers = [networks[0]._modules[name] for name, sources in networks[0].steps if entrance in sources]
        self.images_side_by_side = begin is None and any(
            module is not None and wants_images_side_by_side(_first_inside(module)) for module in readers
        )
        """How the images should lie, see :class:`Value`."""
        self._compute = self._graph(networks, "") if begin is None else self._one_by_one(networks, "", begin)

    def __call__(self, images: Value) -> Tensor:
        """The logits ``[N, B, classes]`` of all members."""
        return self._compute(images).front(self.members)

    def collect_gradients(self) -> None:
        """After the backward pass: the gradients of layers that were computed member by member join the others."""
        for name, parts in self._own.items():
            if parts[0].requires_grad:
                gradients = [part.grad for part in parts if part.grad is not None]
                self.weights[name].grad = torch.stack(gradients)
                for part in parts:
                    part.grad = None

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for weight in self._accumulating:
            weight.grad = None

    def _graph(self, graphs: Sequence[GraphModule], prefix: str) -> Kernel:
        first = graphs[0]
        steps = [
            (name, sources, self._layer([_child(graph, name) for graph in graphs], f"{prefix}{name}."))
            for name, sources in first.steps
        ]

        def compute(*received: Value) -> Value:
            values = dict(zip(first.ports, received, strict=True))
            for name, sources, kernel in steps:
                values[name] = kernel(*(values[source] for source in sources))
            return values[first.answer]

        return compute

    def _layer(self, modules: Sequence[nn.Module], prefix: str) -> Kernel:
        first = modules[0]
        if isinstance(first, GraphModule):
            return self._graph([module for module in modules if isinstance(module, GraphModule)], prefix)
        if isinstance(first, Copies):
            return self._copies([module for module in modules if isinstance(module, Copies)], prefix)

        def stacked(name: str) -> Tensor | None:
            found = self.weights.get(prefix + name)
            return self.buffers.get(prefix + name) if found is None else found

        found = kernel_of(modules, stacked, self._randomness, self._device)
        return self._one_by_one(modules, prefix) if found is None else found

    def _copies(self, modules: Sequence[Copies], prefix: str) -> Kernel:
        kernels = [
            self._layer(list(copies), f"{prefix}{number}.") for number, copies in enumerate(zip(*modules, strict=True))
        ]

        def compute(first: Value, *others: Value) -> Value:
            for kernel in kernels:
                first = kernel(first, *others)
            return first

        return compute

    def _one_by_one(self, modules: Sequence[nn.Module], prefix: str, begin: Begin = lambda member: None) -> Kernel:
        """Each member's own module, one after the other, with its own weights as the leaves; ``begin`` comes before."""
        for name, _ in modules[0].named_parameters():
            self._own[prefix + name] = [dict(module.named_parameters())[name] for module in modules]
        members = self.members

        def compute(*values: Value) -> Value:
            inputs = [value.front(members).unbind() for value in values]
            answers = []
            for member, (module, *own) in enumerate(zip(modules, *inputs, strict=True)):
                begin(member)
                answers.append(module(*own))
            return Value(torch.stack(answers))

        return compute


def _dense_weights(network: Network) -> set[str]:
    """The weights of dense layers, but not of those inside a layer, such as attention's."""
    return {
        f"{layer.name}.{weight}"
        for layer in network.learning_layers()
        if type(layer.module) is nn.Linear
        for weight, _ in layer.module.named_parameters()
    }


def laid_over(networks: Sequence[nn.Module]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Weights and buffers of networks of one shape as tensors ``[N, …]`` by name; the networks' own become views."""
    return (
        _laid_over([dict(network.named_parameters()) for network in networks]),
        _laid_over([dict(network.named_buffers()) for network in networks]),
    )


def _laid_over(tensors: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    found = {}
    for name in tensors[0]:
        own = [one[name] for one in tensors]
        found[name] = whole = _stacked(own)
        for tensor, part in zip(own, whole.unbind(), strict=True):
            tensor.data = part
    return found


def _child(graph: GraphModule, name: str) -> nn.Module:
    module = graph._modules[name]
    assert module is not None
    return module


def _first_inside(module: nn.Module) -> nn.Module:
    """What a block begins with, else the layer itself."""
    while isinstance(module, GraphModule | Copies):
        module = module[0] if isinstance(module, Copies) else _child(module, module.steps[0][0])
    return module


def _stacked(weights: Sequence[Tensor]) -> Tensor:
    """``[N, …]``, each member's part in the memory format that its kernels have."""
    first = weights[0]
    if first.dim() == 4 and first.is_contiguous(memory_format=torch.channels_last) and not first.is_contiguous():
        return torch.stack([weight.detach().permute(0, 2, 3, 1) for weight in weights]).permute(0, 1, 4, 2, 3)
    return torch.stack([weight.detach() for weight in weights])
