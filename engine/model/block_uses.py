"""Which blocks a network uses, how they nest, and how large it is with every copy written out."""

from collections.abc import Iterable, Mapping

from engine.model.spec import LayerSpec, ModelSpec

MAXIMUM_EXPANDED_LAYERS = 50_000
"""With more layers than this, counted with every repeated copy, a network is refused."""


def uses(layers: Iterable[LayerSpec]) -> list[tuple[str, int]]:
    """Each use of a block directly among the layers: its name and how often it is repeated."""
    return [
        (layer.params.block, layer.params.repeat)  # type: ignore[attr-defined]
        for layer in layers
        if layer.type == "Block"
    ]


def used_blocks(spec: ModelSpec) -> frozenset[str]:
    """Names of the defined blocks that the network uses, directly or inside others."""
    inner = {block.name: [name for name, _ in uses(block.network.layers)] for block in spec.blocks}
    found: set[str] = set()
    stack = [name for name, _ in uses(spec.layers)]
    while stack:
        name = stack.pop()
        if name in inner and name not in found:
            found.add(name)
            stack += inner[name]
    return frozenset(found)


def recursive_block(spec: ModelSpec) -> str | None:
    """The name of a block that contains itself, if there is one."""
    inner = {block.name: [name for name, _ in uses(block.network.layers)] for block in spec.blocks}
    done: set[str] = set()
    for start in inner:
        path: list[tuple[str, int]] = [(start, 0)]
        on_path = {start}
        while path:
            name, position = path.pop()
            if name in done or position >= len(inner[name]):
                done.add(name)
                on_path.discard(name)
                continue
            path.append((name, position + 1))
            following = inner[name][position]
            if following in on_path:
                return following
            if following in inner and following not in done:
                path.append((following, 0))
                on_path.add(following)
    return None


def expanded_size(spec: ModelSpec) -> int:
    """Layers of the network with every copy of every block written out; no block may contain itself."""
    bodies: Mapping[str, tuple[LayerSpec, ...]] = {block.name: block.network.layers for block in spec.blocks}
    sizes: dict[str, int] = {}

    def size(layers: tuple[LayerSpec, ...]) -> int:
        return len(layers) + sum(repeat * sizes.get(name, 0) for name, repeat in uses(layers))

    stack = list(bodies)
    while stack:
        name = stack[-1]
        waiting = [inner for inner, _ in uses(bodies[name]) if inner in bodies and inner not in sizes]
        if waiting:
            stack += waiting
        else:
            sizes[stack.pop()] = size(bodies[name])
    return size(spec.layers)
