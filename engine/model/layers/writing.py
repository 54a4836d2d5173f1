"""Layers as calls of torch: what a layer type writes, builds and reads back follows from one list of arguments."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from engine.model.layer_type import LayerType, Unreadable
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a constructor."""

    positional: tuple[object, ...] = ()
    keywords: Mapping[str, object] = field(default_factory=dict)

    def as_keywords(self, names: tuple[str, ...]) -> Arguments:
        """The same with every positional argument by its name: how a layer with a pinned size is written."""
        named = dict(zip(names, self.positional, strict=False))
        return Arguments((), named | dict(self.keywords))

    def __str__(self) -> str:
        parts = [literal(value) for value in self.positional]
        parts += [f"{name}={literal(value)}" for name, value in self.keywords.items()]
        return ", ".join(parts)


def literal(value: object) -> str:
    """A value as Python source, strings in double quotes."""
    return f'"{value}"' if isinstance(value, str) else repr(value)


def unusual(**values: tuple[object, object]) -> dict[str, object]:
    """Of arguments given as (value, torch's default) those that differ from the default."""
    return {name: value for name, (value, default) in values.items() if value != default}


class TorchLayer(LayerType):
    """A layer kept as a module of ``torch.nn``."""

    module_name: ClassVar[str] = ""
    """The subclass in :mod:`engine.model.modules` that does in ``forward`` what :meth:`call` writes around the call."""

    @abstractmethod
    def arguments(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        """The arguments of the constructor, those at torch's defaults left out."""

    def options(self, params: Any) -> dict[str, object]:
        """What the class named in ``module_name`` takes beside the arguments of torch's."""
        return {}

    def module(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from torch import nn

        given = self.arguments(params, inputs, output)
        keywords = {**given.keywords, **self.options(params)}
        if self.module_name:
            from engine.model import modules

            kind: type[nn.Module] = getattr(modules, self.module_name)
        else:
            kind = getattr(nn, self.torch_name)
        return kind(*given.positional, **keywords)

    def code(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> str:
        return f"nn.{self.torch_name}({self.arguments(params, inputs, output)})"


class Operation(LayerType):
    """A layer without weights that torch has no module for: one expression in ``forward``."""

    module_name: ClassVar[str]
    """Its class in :mod:`engine.model.modules`."""

    def options(self, params: Any, inputs: tuple[Shape, ...]) -> dict[str, object]:
        """The arguments of that class."""
        return {}

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0

    def module(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from engine.model import modules

        made: nn.Module = getattr(modules, self.module_name)(**self.options(params, inputs))
        return made

    def code(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> str:
        return ""

    @abstractmethod
    def call(
        self, params: Any, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str: ...


def read_arguments(
    given: Mapping[str, object],
    *,
    names: Mapping[str, str] | None = None,
    ignored: tuple[str, ...] = (),
    fixed: Mapping[str, tuple[object, ...]] | None = None,
) -> dict[str, object]:
    """Params from a constructor's arguments.

    ``names`` gives the param of each argument that has one, ``ignored`` are sizes that follow from what comes in, and
    ``fixed`` the values of the arguments that must be as the layer always has them. Raises :class:`Unreadable` for
    everything else.
    """
    names, fixed = names or {}, fixed or {}
    found: dict[str, object] = {}
    for name, value in given.items():
        if name in names:
            found[names[name]] = value
        elif name in fixed:
            if value not in fixed[name]:
                raise Unreadable(
                    QT_TRANSLATE_NOOP("engine", "the argument {name}={value} is not known"), name=name, value=value
                )
        elif name not in ignored:
            raise Unreadable(QT_TRANSLATE_NOOP("engine", "the argument {name} is not known"), name=name)
    return found


def same_names(*names: str) -> dict[str, str]:
    """Arguments that are called as their params are."""
    return {name: name for name in names}


def read_side(name: str, value: object) -> object:
    """One number for all directions from a number or a tuple of equal ones; raises :class:`Unreadable` for others."""
    if isinstance(value, tuple | list):
        if not value or any(size != value[0] for size in value):
            raise Unreadable(
                QT_TRANSLATE_NOOP("engine", "{name}={value} differs between height and width"), name=name, value=value
            )
        return value[0]
    return value
