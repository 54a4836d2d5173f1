"""Problems inside a block, as the network around it shows them: on the block's layer, with fixes that reach inside."""

from collections.abc import Iterable

from engine.model import fixes
from engine.model.blocks import put_back
from engine.model.problems import Fix, Problem
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, Text


def lift(layer: LayerSpec, name: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems of the block ``name`` on the layer that uses it."""
    return [
        Problem(
            found.code,
            found.severity,
            Text(
                QT_TRANSLATE_NOOP("engine", "inside {block}: {layer} {problem}"),
                {"block": name, "layer": found.layer or "", "problem": found.text},
            ),
            layer.id,
            None,
            found.expected,
            found.found,
            tuple(_lifted(name, fix) for fix in found.fixes),
            (name, *found.scope),
            found.inner if found.scope else found.layer,
        )
        for found in problems
    ]


def _lifted(name: str, fix: Fix) -> Fix:
    def apply(spec: ModelSpec) -> ModelSpec:
        return put_back(spec, name, fix.apply(spec.block_named[name]))

    return Fix(fix.label, apply)


def no_definition(layer: LayerSpec, name: str) -> Problem:
    """A block that is used but not defined."""
    return Problem(
        "no_block",
        "error",
        Text(QT_TRANSLATE_NOOP("engine", "there is no block named {block}"), {"block": name}),
        layer.id,
        "block",
        found=name,
        fixes=(fixes.remove(layer.id),),
    )


def too_large(layer: LayerSpec) -> Problem:
    """Copies of copies beyond all measure."""
    return Problem(
        "too_large",
        "error",
        Text(QT_TRANSLATE_NOOP("engine", "its copies add up to more layers than any network needs")),
        layer.id,
        "repeat",
        fixes=(fixes.set_field(layer, "repeat", 1), fixes.remove(layer.id)),
    )
