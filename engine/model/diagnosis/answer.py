"""Problems of what the network answers."""

from collections.abc import Mapping

from engine.model import fixes
from engine.model.context import Context
from engine.model.layer_type import shape_text
from engine.model.problems import Problem
from engine.model.report import LayerReport
from engine.model.spec import ModelSpec
from engine.text import QT_TRANSLATE_NOOP, Text


def wrong_answer(spec: ModelSpec, reports: Mapping[str, LayerReport], context: Context) -> list[Problem]:
    """An answer that is not one number per class, and a network that has nothing to learn."""
    problems = []
    for output in spec.layers:
        shape = reports[output.id].output_shape if output.type == "Output" else None
        if shape is None or context.classes is None or shape == (context.classes,):
            continue
        expected = str(context.classes)
        if len(shape) > 1:
            words = QT_TRANSLATE_NOOP("engine", "expects one number per class ({expected}), receives an image {found}")
            code, found, fix = "output_shape", shape_text(shape), fixes.insert_before(spec, output, "Flatten")
        else:
            words = QT_TRANSLATE_NOOP("engine", "expects one number per class ({expected}), receives {found}")
            code, found, fix = "class_count", str(shape[0]), fixes.give_classes(spec, output, context.classes)
        problems.append(
            Problem(
                code,
                "error",
                Text(words, {"expected": expected, "found": found}),
                output.id,
                None,
                expected,
                found,
                (fix,),
            )
        )
    return problems


def nothing_to_learn() -> Problem:
    """A network without weights."""
    return Problem(
        "no_weights",
        "error",
        Text(QT_TRANSLATE_NOOP("engine", "The network has no weights, so there is nothing to learn.")),
    )
