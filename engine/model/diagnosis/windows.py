"""Windows, merges, sequences: layers that see less than their builder means, or the same twice."""

from collections.abc import Iterator

from engine.model import fixes
from engine.model.diagnosis.view import Rule, View, found
from engine.model.problems import Problem
from engine.model.spec import LayerSpec
from engine.text import QT_TRANSLATE_NOOP, Text


def _skips_pixels(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """A stride beyond the window; a 1×1 projection, as on the short cut of a residual block, is meant so."""
    params = layer.params
    window: int = params.kernel_size  # type: ignore[attr-defined]
    reach = getattr(params, "dilation", 1) * (window - 1) + 1
    stride: int | None = params.stride  # type: ignore[attr-defined]
    if window > 1 and stride is not None and stride > reach:
        yield found(
            "hint",
            "skips_pixels",
            QT_TRANSLATE_NOOP(
                "engine", "steps {found} px with a window of {expected}: it never sees what lies between"
            ),
            layer,
            fixes.set_field(layer, "stride", reach),
            field="stride",
            expected=reach,
            found=stride,
        )


def _same_twice(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """Branches that are the same layer: between them lies nothing, or only Identity."""
    seen: dict[str, str] = {}
    for source in layer.inputs:
        origin = source
        while view.spec[origin].type == "Identity" and view.spec[origin].inputs:
            origin = view.spec[origin].inputs[0]
        if origin not in seen:
            seen[origin] = source
            continue
        if layer.type == "Add":
            words = QT_TRANSLATE_NOOP("engine", "adds {source} to itself, which only doubles it")
        else:
            words = QT_TRANSLATE_NOOP("engine", "holds {source} twice")
        spare = source if view.spec[source].type == "Identity" else seen[origin]
        yield found("hint", "same_twice", words, layer, fixes.take_off(spare, layer.id), source=origin)
        return


def _order_is_lost(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """Attention takes its tokens for a heap (Vaswani et al., 2017), so their places must be added to them."""
    if any("PositionalEmbedding" in spec.types for spec in (view.spec, *view.spec.block_named.values())):
        return
    walked = layer
    readers = view.readers(walked, ("ClassToken", "LayerNorm", "Dropout", "Identity", "Linear"))
    attention = next((reader for reader in readers if _attends(view, reader)), None)
    if attention is None:
        return
    yield found(
        "hint",
        "order_is_lost",
        QT_TRANSLATE_NOOP("engine", "makes tokens whose order {attention} cannot see: add a positional embedding"),
        layer,
        fixes.insert_chain(
            layer.id,
            view.spec.consumers[layer.id][0],
            (("PositionalEmbedding", {}),),
            Text(QT_TRANSLATE_NOOP("engine", "Insert {type}"), {"type": "PositionalEmbedding"}),
        ),
        attention=attention.id,
    )


def _attends(view: View, layer: LayerSpec) -> bool:
    if layer.type == "Block":
        network = view.spec.block_named.get(layer.params.block)  # type: ignore[attr-defined]
        return network is not None and any(inner.type in _ATTENTION for inner in network.layers)
    return layer.type in _ATTENTION


def _idle_dropout(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """Recurrent layers apply it between their stacked layers only."""
    params = layer.params
    if params.dropout > 0 and params.num_layers == 1:  # type: ignore[attr-defined]
        yield found(
            "hint",
            "idle_dropout",
            QT_TRANSLATE_NOOP("engine", "hides numbers between stacked layers only, and it has one layer"),
            layer,
            fixes.set_field(layer, "dropout", 0.0),
            field="dropout",
        )


_ATTENTION = ("MultiheadAttention", "TransformerEncoderLayer")
RULES: dict[str, tuple[Rule, ...]] = dict.fromkeys(
    ("Conv2d", "DepthwiseConv2d", "Conv1d", "MaxPool2d", "AvgPool2d"), (_skips_pixels,)
)
RULES |= dict.fromkeys(("Add", "Concatenate"), (_same_twice,))
ABOUT_THE_WHOLE = ("PatchEmbedding", "Rows")
RULES |= dict.fromkeys(ABOUT_THE_WHOLE, (_order_is_lost,))
RULES |= dict.fromkeys(("LSTM", "GRU", "RNN"), (_idle_dropout,))
