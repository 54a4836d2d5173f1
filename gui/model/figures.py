"""Counts, sizes and layers in words: what nodes, inspector and screen readers say."""

from PySide6.QtCore import QCoreApplication

from engine.model.analysis import Analysis
from engine.model.layer_type import shape_text
from engine.model.layers.block import BlockParams
from engine.model.problems import Problem
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape
from gui.translation import say

BYTES_PER_PARAMETER = 4


def count_text(count: int) -> str:
    """A whole number with its thousands separated."""
    return f"{count:,}"


def short_count(count: int) -> str:
    """A large number in three figures: ``1.2 M``."""
    for limit, unit in ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**4, "k")):
        if count >= limit:
            scaled = count / (10**3 if unit == "k" else limit)
            return f"{scaled:.3g} {unit}" if scaled < 1000 else f"{scaled:,.0f} {unit}"
    return count_text(count)


def bytes_text(count: int) -> str:
    """A size in memory."""
    for limit, unit in ((2**30, "GB"), (2**20, "MB"), (2**10, "kB")):
        if count >= limit:
            return f"{count / limit:.3g} {unit}"
    return f"{count} B"


def parameters_text(count: int) -> str:
    """A count of parameters with its unit, empty for none."""
    if count == 0:
        return ""
    if count == 1:
        return QCoreApplication.translate("Figures", "1 parameter")
    return QCoreApplication.translate("Figures", "{count} parameters").format(count=count_text(count))


def spoken_shape(shape: Shape) -> str:
    """A shape as it is read aloud: «26 by 26 by 32»."""
    return QCoreApplication.translate("Figures", " by ").join(shape_text(shape).split("×"))


def problem_sentence(problem: Problem) -> str:
    """A problem as a sentence of its own, the layer named first."""
    sentence = say(problem.text)
    if problem.layer is None:
        return sentence
    return QCoreApplication.translate("Figures", "{layer}: {problem}").format(layer=problem.layer, problem=sentence)


def spoken_params(layer: LayerSpec) -> str:
    """The params of a layer as they are read aloud: «32 filters, 3 by 3»."""
    translate = QCoreApplication.translate
    if isinstance(layer.params, BlockParams):
        parts = [layer.params.block]
        if layer.params.repeat > 1:
            parts.append(translate("Figures", "{count} copies").format(count=layer.params.repeat))
        return translate("Figures", ", ").join(parts)
    summary = layer_type(layer.type).summary(layer.params)
    filters = getattr(layer.params, "out_channels", None)
    by, times = translate("Figures", " by "), translate("Figures", "times ")
    said = [times + part[1:] if part.startswith("×") else part.replace("×", by) for part in summary.split(" · ")]
    words = translate("Figures", ", ").join(said)
    if filters is not None and words.startswith(str(filters)):
        words = translate("Figures", "{count} filters").format(count=filters) + words.removeprefix(str(filters))
    return words


def spoken_layer(spec: ModelSpec, analysis: Analysis, layer_id: str) -> str:
    """A layer for a screen reader: «Conv2d conv1, 32 filters, 3 by 3, output 26 by 26 by 32, 320 parameters, …»."""
    translate = QCoreApplication.translate
    layer, report = spec[layer_id], analysis.layers[layer_id]
    params = spoken_params(layer)
    parts = [f"{layer.type} {layer_id}"]
    if params:
        parts.append(params)
    if report.output_shape is None:
        parts.append(translate("Figures", "output unknown"))
    else:
        parts.append(translate("Figures", "output {shape}").format(shape=spoken_shape(report.output_shape)))
    parts.append(parameters_text(report.parameters) or translate("Figures", "no parameters"))
    problems = analysis.problems_of(layer_id)
    parts += [say(problem.text) for problem in problems] or [translate("Figures", "no problem")]
    return translate("Figures", ", ").join(parts)
