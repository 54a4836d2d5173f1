"""Networks that can be computed but do not do what their builder means."""

from collections.abc import Mapping

from engine.model import fixes
from engine.model.problems import Problem
from engine.model.registry import layer_type
from engine.model.report import LayerReport
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, Text

_WEIGHTED = ("dense", "convolution")


def foolish(spec: ModelSpec, reports: Mapping[str, LayerReport]) -> list[Problem]:
    """Networks that can be computed but do not do what their builder means."""
    problems = []
    for layer in spec.layers:
        if not layer.inputs or layer.inputs[0] not in spec or reports[layer.id].output_shape is None:
            continue
        above = spec[layer.inputs[0]]
        category, category_above = layer_type(layer.type).category, layer_type(above.type).category
        if category in _WEIGHTED and category_above in _WEIGHTED:
            problems.append(
                Problem(
                    "no_nonlinearity",
                    "hint",
                    Text(
                        QT_TRANSLATE_NOOP("engine", "follows {above} with no activation between: together one layer"),
                        {"above": above.id},
                    ),
                    layer.id,
                    fixes=(fixes.insert_before(spec, layer, "ReLU"),),
                )
            )
        if layer.type == "Softmax" and above.type == "Softmax":
            problems.append(
                Problem(
                    "softmax_twice",
                    "warning",
                    Text(QT_TRANSLATE_NOOP("engine", "is a second Softmax: it flattens the probabilities")),
                    layer.id,
                    fixes=(fixes.remove((layer.id,)),),
                )
            )
        last = layer.type == "Output" or (layer.type == "Softmax" and _ends_here(spec, layer))
        if last and above.type in ("ReLU", "Sigmoid", "Tanh"):
            problems.append(
                Problem(
                    "bent_logits",
                    "warning",
                    Text(
                        QT_TRANSLATE_NOOP(
                            "engine", "limits what the network can answer: its logits should be free numbers"
                        )
                    ),
                    above.id,
                    fixes=(fixes.remove((above.id,)),),
                )
            )
    return problems


def _ends_here(spec: ModelSpec, layer: LayerSpec) -> bool:
    return any(spec[reader].type == "Output" for reader in spec.consumers[layer.id])
