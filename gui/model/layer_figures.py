"""The figures of a layer and of the whole network, in words and as parts of the whole."""

from PySide6.QtCore import QCoreApplication

from engine.machine.memory import FreeMemory
from engine.model.analysis import Analysis
from engine.model.context import Context
from engine.model.footprint import training_bytes
from engine.model.layer_type import shape_text
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec
from gui.model.figure_rows import Figure
from gui.model.figures import BYTES_PER_PARAMETER, bytes_text, count_text, short_count
from gui.model.pace import Pace
from gui.training.estimate import duration_text


def layer_figures(analysis: Analysis, layer_id: str) -> list[Figure]:
    """What one layer receives, answers, costs and sees."""
    translate = QCoreApplication.translate
    report, context = analysis.layers[layer_id], analysis.context
    kind = layer_type(analysis.spec[layer_id].type)
    figures = []
    if kind.most_inputs:
        received = ", ".join(shape_text(shape) for shape in report.input_shapes) or "–"
        figures.append(Figure(translate("Figures", "Input"), received))
    answered = shape_text(report.output_shape) if report.output_shape is not None else "?"
    figures.append(Figure(translate("Figures", "Output"), answered))
    figures.append(
        Figure(
            translate("Figures", "Parameters"),
            count_text(report.parameters),
            _part(report.parameters, analysis.parameters),
            translate("Figures", "Numbers that training can change; the bar shows the part of the network's."),
        )
    )
    figures.append(
        Figure(
            translate("Figures", "Multiply-adds"),
            count_text(report.multiply_adds),
            _part(report.multiply_adds, analysis.multiply_adds),
            translate("Figures", "Operations for one image; the bar shows the part of the network's."),
        )
    )
    figures.append(
        Figure(
            translate("Figures", "Activations"),
            _activations(report.activation_values, context),
            _part(report.activation_values, analysis.activation_values),
            translate(
                "Figures",
                "Memory for the layer's answers, kept for the backward pass; the bar shows its part of the network's.",
            ),
        )
    )
    if report.field is not None and report.receptive_field is not None:
        height, width = report.receptive_field
        rows, columns = report.field.image
        figures.append(
            Figure(
                translate("Figures", "Receptive field"),
                translate("Figures", "{height}×{width} px").format(height=height, width=width),
                _part(height * width, rows * columns),
                translate(
                    "Figures", "The part of the image that one output depends on; the bar shows the part of its area."
                ),
            )
        )
    return figures


def network_figures(model: ModelSpec, analysis: Analysis, memory: FreeMemory | None, pace: Pace | None) -> list[Figure]:
    """What the whole network is and needs."""
    translate = QCoreApplication.translate
    hidden = sum(layer_type(layer.type).category != "ports" for layer in model.layers)
    frozen = analysis.parameters - analysis.trainable_parameters
    parameters = count_text(analysis.parameters)
    if frozen:
        parameters = translate("Figures", "{count}, {frozen} frozen").format(
            count=parameters, frozen=count_text(frozen)
        )
    spent = translate("Figures", "{count} per image").format(count=short_count(analysis.multiply_adds))
    size = bytes_text(analysis.parameters * BYTES_PER_PARAMETER)
    return [
        Figure(translate("Figures", "Layers"), count_text(hidden)),
        Figure(translate("Figures", "Parameters"), parameters),
        Figure(translate("Figures", "Multiply-adds"), spent),
        Figure(
            translate("Figures", "Size on disk"),
            size,
            None,
            translate("Figures", "Four bytes for each parameter, as a run's weights are stored."),
        ),
        _memory_figure(analysis, memory),
        _time_figure(analysis, pace),
    ]


def _memory_figure(analysis: Analysis, memory: FreeMemory | None) -> Figure:
    translate = QCoreApplication.translate
    needed = training_bytes(analysis, analysis.context)
    about = translate("Figures", "about {size}").format(size=bytes_text(needed))
    tip = translate(
        "Figures", "Weights, gradients, the optimizer's state and the activations of one batch of {count} images."
    ).format(count=count_text(analysis.context.batch_size or 1))
    if memory is None:
        return Figure(translate("Figures", "Training memory"), about, None, tip)
    device = memory.device or translate("Figures", "the CPU")
    free = translate("Figures", "The bar shows the part of the {size} that are free on {device}.").format(
        size=bytes_text(memory.free), device=device
    )
    return Figure(translate("Figures", "Training memory"), about, _part(needed, memory.free), f"{tip}\n{free}")


def _time_figure(analysis: Analysis, pace: Pace | None) -> Figure:
    translate = QCoreApplication.translate
    name, images = translate("Figures", "Time per epoch"), analysis.context.train_images
    if pace is None or images is None:
        tip = translate("Figures", "Estimated from the speed of a training, once there was one.")
        return Figure(name, translate("Figures", "after a first training"), None, tip)
    seconds = pace.seconds_per_epoch(analysis.multiply_adds, images)
    about = translate("Figures", "about {duration}").format(duration=duration_text(max(seconds, 1)))
    tip = translate(
        "Figures", "From {rate} images a second measured for a network of {cost} multiply-adds, by proportion."
    ).format(rate=count_text(round(pace.images_per_second)), cost=short_count(pace.multiply_adds))
    return Figure(name, about, None, tip)


def _activations(values: int, context: Context) -> str:
    batch = context.batch_size or 1
    return QCoreApplication.translate("Figures", "{size} per batch").format(
        size=bytes_text(values * BYTES_PER_PARAMETER * batch)
    )


def _part(amount: int, whole: int) -> float:
    return amount / whole if whole > 0 else 0.0
