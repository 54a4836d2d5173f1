"""How a tensor that was only reshaped, permuted or taken from reads the numbers of the layer it came from."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from engine.model.code.reader_graph import Node
from engine.model.code.reader_values import Tensor

Atom = tuple[int, int]
"""A size, and how far apart its places lie among the numbers of the base."""
MAXIMUM_STEPS = 40
SHAPING = ("Reshape", "Permute", "Flatten", "TakeToken")


@dataclass(frozen=True, slots=True)
class View:
    """The numbers of ``base`` from ``offset`` on, in axes that fall into atoms; each number is times ``factor``.

    ``passed`` are the layers between the base and the view.
    """

    base: Node
    axes: tuple[tuple[Atom, ...], ...]
    offset: int = 0
    factor: float = 1.0
    passed: tuple[Node, ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(prod(size for size, _ in axis) for axis in self.axes)

    def plain(self) -> tuple[Atom, ...] | None:
        """Each axis as one atom; ``None`` where the numbers along one do not lie evenly."""
        atoms = [_merged(axis) for axis in self.axes]
        return tuple(axis[0] if axis else (1, 0) for axis in atoms) if all(len(axis) <= 1 for axis in atoms) else None


def view_of(tensor: Tensor) -> View | None:
    """The view that a tensor is of the nearest layer that computes something."""
    chain: list[Node] = []
    node = tensor.node
    while node.type in SHAPING or node.factor is not None:
        if len(chain) >= MAXIMUM_STEPS or len(node.inputs) != 1 or node.inputs[0].pick or tensor.pick:
            return None
        chain.append(node)
        node = node.inputs[0].node
    shape = node.shape
    if shape is None:
        return None
    strides = [prod(shape[axis + 1 :]) for axis in range(len(shape))]
    view: View | None = View(node, tuple(((size, stride),) for size, stride in zip(shape, strides, strict=True)))
    for step in reversed(chain):
        view = _through(view, step) if view is not None else None
    return view


def _through(view: View, node: Node) -> View | None:
    axes, offset, factor = view.axes, view.offset, view.factor
    if node.shape is None:
        return None
    if node.factor is not None:
        factor *= node.factor
    elif node.type == "Permute":
        axes = tuple(axes[place] for place in node.params.order)  # type: ignore[attr-defined]
    elif node.type == "TakeToken":
        size = view.sizes[0]
        place = node.params.index % size  # type: ignore[attr-defined]
        for count, stride in reversed(axes[0]):
            place, digit = divmod(place, count)
            offset += digit * stride
        axes = axes[1:]
    else:
        split = _regrouped([atom for axis in axes for atom in axis], node.shape)
        if split is None:
            return None
        axes = split
    return View(view.base, axes, offset, factor, (*view.passed, node))


def _regrouped(atoms: list[Atom], sizes: tuple[int, ...]) -> tuple[tuple[Atom, ...], ...] | None:
    """The same numbers in the same order, in axes of other sizes; atoms are cut where need be."""
    left = atoms[::-1]
    axes: list[tuple[Atom, ...]] = []
    for wanted in sizes:
        axis: list[Atom] = []
        rest = wanted
        while rest > 1:
            if not left:
                return None
            size, stride = left.pop()
            if rest % size == 0:
                axis.append((size, stride))
                rest //= size
            elif size % rest == 0:
                axis.append((rest, stride * (size // rest)))
                left.append((size // rest, stride))
                rest = 1
            else:
                return None
        axes.append(tuple(axis))
    return tuple(axes)


def _merged(axis: tuple[Atom, ...]) -> list[Atom]:
    found: list[Atom] = []
    for size, stride in axis:
        if size == 1:
            continue
        if found and found[-1][1] == size * stride:
            found[-1] = (found[-1][0] * size, stride)
        else:
            found.append((size, stride))
    return found
