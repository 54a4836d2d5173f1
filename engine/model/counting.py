"""What one layer whose shapes are known costs, and how far it sees."""

from engine.model.layer_type import LayerType
from engine.model.report import LayerReport, ReceptiveField
from engine.model.spec import LayerSpec, Shape


def counted(
    kind: LayerType, layer: LayerSpec, shapes: tuple[Shape, ...], output: Shape, entering: ReceptiveField | None
) -> LayerReport:
    """The report of a layer that receives ``shapes`` and a field ``entering``, and answers ``output``."""
    params = layer.params
    if layer.type == "Input":
        image = (output[1], output[2]) if len(output) == 3 else None
        field = ReceptiveField(1, 1, image) if image else None
    else:
        field = entering.through(kind.reach(params, shapes)) if entering is not None else None
    parameters = kind.parameter_count(params, shapes, output)
    trainable = kind.trainable_count(params, shapes, output) if layer.learning.trainable else 0
    return LayerReport(
        shapes,
        output,
        parameters,
        kind.multiply_adds(params, shapes, output),
        trainable,
        kind.activation_values(params, shapes, output),
        field,
    )
