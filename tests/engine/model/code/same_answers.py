"""Whether a network read from code answers what the code itself answers: the code is executed here, and only here."""

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from engine.model.build import Copies, GraphModule, Network, build
from engine.model.code.reading import Reading

Weights = dict[str, Tensor]


def executed(code: str, title: str) -> nn.Module:
    """The module of that name, or an instance of the class of that name, with statistics that are not the first."""
    names: dict[str, object] = {"__name__": "executed", "torch": torch, "nn": nn, "F": nn.functional}
    with torch.random.fork_rng():
        torch.manual_seed(3)
        exec(compile(code.replace('if __name__ == "__main__":', "if True:"), "corpus", "exec"), names)
        made = [found for found in names.values() if isinstance(found, nn.Module) and type(found).__name__ == title]
        found = made[-1] if made else names.get(title)
        module = found if isinstance(found, nn.Module) else found()  # type: ignore[operator]
        assert isinstance(module, nn.Module)
        for name, value in (*module.named_parameters(), *module.named_buffers()):
            if value.is_floating_point():
                with torch.no_grad():
                    value.uniform_(0.5, 1.5) if name.endswith("running_var") else value.normal_(0, 0.2)
    return module.eval()


def used(module: nn.Module, example: Tensor) -> list[Weights]:
    """The weights of each leaf in the order in which it is used; a leaf that is used again comes again."""
    order: list[Weights] = []
    hooks = [
        leaf.register_forward_hook(lambda leaf, _given, _answer: order.append(own(leaf)))
        for leaf in module.modules()
        if own(leaf) and (not list(leaf.children()) or isinstance(leaf, nn.MultiheadAttention | nn.RNNBase))
    ]
    with torch.no_grad():
        module(example)
    for hook in hooks:
        hook.remove()
    return order


def own(leaf: nn.Module) -> Weights:
    return {name: value for name, value in leaf.state_dict().items() if not name.endswith("num_batches_tracked")}


def layers_in_order(network: GraphModule, order: dict[int, list[str]]) -> Iterator[nn.Module]:
    """The leaves of a built network in the order of its layers, which is that of the code."""
    for name in order[id(network)]:
        child = network._modules.get(name)
        for found in child if isinstance(child, Copies) else [child]:
            if isinstance(found, GraphModule):
                yield from layers_in_order(found, order)
            elif found is not None and own(found):
                yield found


def take_weights(network: Network, reading: Reading, code: list[Weights], parameters: Weights) -> None:
    """Give the network the weights of the code, layer by layer; those without a layer go by their names."""
    assert reading.spec is not None
    orders: dict[int, list[str]] = {}
    inside = {block.name: block.network for block in reading.spec.blocks}
    stack: list[tuple[GraphModule, object]] = [(network, reading.spec)]
    while stack:
        found, spec = stack.pop()
        orders[id(found)] = [layer.id for layer in spec.layers]  # type: ignore[attr-defined]
        for layer in spec.layers:  # type: ignore[attr-defined]
            child = found._modules.get(layer.id)
            if layer.type == "Block" and child is not None:
                copies = list(child) if isinstance(child, Copies) else [child]
                stack += [(copy, inside[layer.params.block]) for copy in copies]  # type: ignore[misc]
    left = list(code)
    by_name = {name.rpartition(".")[2]: value for name, value in parameters.items()}
    for leaf in layers_in_order(network, orders):
        if isinstance(leaf, nn.Embedding):
            name = next(name for name, child in network.named_modules() if child is leaf).rpartition(".")[2]
            leaf.load_state_dict({"weight": by_name[name].reshape(leaf.weight.shape)})
        elif isinstance(leaf, nn.MultiheadAttention) and "in_proj_weight" not in left[0]:
            leaf.load_state_dict(_attention(leaf, left))
        else:
            leaf.load_state_dict(left.pop(0), strict=not isinstance(leaf, nn.BatchNorm1d | nn.BatchNorm2d))
    assert not left


def _attention(leaf: nn.MultiheadAttention, left: list[Weights]) -> Weights:
    """Attention written by hand: one Linear for query, key and value or three of them, and one behind."""
    first: list[Weights] = []
    while sum(len(linear["weight"]) for linear in first) < 3 * leaf.embed_dim:
        first.append(left.pop(0))
    last = left.pop(0)
    state = {"in_proj_weight": torch.cat([linear["weight"] for linear in first]), "out_proj.weight": last["weight"]}
    nothing = torch.zeros(leaf.embed_dim)
    if leaf.in_proj_bias is not None:
        biases = [linear.get("bias", torch.zeros(len(linear["weight"]))) for linear in first]
        state |= {"in_proj_bias": torch.cat(biases), "out_proj.bias": last.get("bias", nothing)}
    return state


def answers(code: str, reading: Reading) -> tuple[Tensor, Tensor]:
    """What the code and what the network answer to the same random examples with the same weights."""
    assert reading.spec is not None
    shape = next(layer.params.shape for layer in reading.spec.layers if layer.type == "Input")  # type: ignore[attr-defined]
    module = executed(code, reading.title)
    example = torch.rand(3, *shape, generator=torch.Generator().manual_seed(5))
    network = build(reading.spec, seed=1).eval()
    take_weights(network, reading, used(module, example), dict(module.named_parameters()))
    with torch.no_grad():
        wanted = module.double()(example.double())
        wanted = wanted[0] if isinstance(wanted, tuple) else wanted
        last = next(layer for layer in reading.spec.layers if layer.type == "Output").inputs[0]
        kind = reading.spec[last].type
        found = network.double()(example.double())
    if kind == "LogSoftmax":
        found = torch.log_softmax(found, dim=-1)
    return wanted, torch.softmax(found, dim=-1) if kind == "Softmax" else found
