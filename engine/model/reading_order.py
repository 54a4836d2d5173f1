"""The order in which people read a graph: each branch to its end before the next begins."""

from engine.model.spec import ModelSpec


def reading_order(spec: ModelSpec) -> list[str]:
    """An order of computation that follows each branch to its end before it begins the next; loops are left out."""
    waiting = {layer.id: sum(source in spec for source in layer.inputs) for layer in spec.layers}
    ready = [layer_id for layer_id in reversed(spec.order) if waiting[layer_id] == 0]
    ordered: list[str] = []
    while ready:
        layer_id = ready.pop()
        ordered.append(layer_id)
        following = []
        for reader in spec.consumers[layer_id]:
            waiting[reader] -= 1
            if waiting[reader] == 0:
                following.append(reader)
        ready += reversed(following)
    return ordered
