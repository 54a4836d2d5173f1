"""Every layer type there is. A new one is a class in :mod:`engine.model.layers` and a name in this list."""

from difflib import get_close_matches

from engine.model.layer_type import LayerType
from engine.model.layers import (
    activation,
    attention,
    backbone,
    block,
    convolution,
    dense,
    example_normalisation,
    global_pooling,
    merge,
    normalisation,
    pooling,
    ports,
    recurrent,
    regularisation,
    shape,
    shaped_activation,
    soft_vote,
    tokens,
    transposed,
)
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_PALETTE: tuple[LayerType, ...] = (
    dense.Linear(),
    convolution.Conv2d(),
    convolution.DepthwiseConv2d(),
    convolution.Conv1d(),
    transposed.ConvTranspose2d(),
    pooling.MaxPool2d(),
    pooling.AvgPool2d(),
    global_pooling.GlobalAvgPool2d(),
    global_pooling.GlobalMaxPool2d(),
    global_pooling.AdaptiveAvgPool2d(),
    pooling.MaxPool1d(),
    pooling.AvgPool1d(),
    activation.ReLU(),
    shaped_activation.LeakyReLU(),
    shaped_activation.PReLU(),
    shaped_activation.ELU(),
    shaped_activation.GELU(),
    activation.SiLU(),
    activation.Mish(),
    activation.Hardswish(),
    activation.ReLU6(),
    shaped_activation.Softplus(),
    activation.Sigmoid(),
    activation.Hardsigmoid(),
    activation.Tanh(),
    activation.Softmax(),
    activation.LogSoftmax(),
    normalisation.BatchNorm2d(),
    normalisation.BatchNorm1d(),
    example_normalisation.LayerNorm(),
    example_normalisation.GroupNorm(),
    example_normalisation.InstanceNorm2d(),
    regularisation.Dropout(),
    regularisation.Dropout2d(),
    regularisation.GaussianNoise(),
    shape.Flatten(),
    shape.Unflatten(),
    shape.Reshape(),
    shape.Permute(),
    shape.Rows(),
    transposed.Upsample(),
    shape.Identity(),
    merge.Add(),
    merge.Multiply(),
    merge.Concatenate(),
    soft_vote.SoftVote(),
    attention.MultiheadAttention(),
    attention.TransformerEncoderLayer(),
    tokens.PatchEmbedding(),
    tokens.PositionalEmbedding(),
    tokens.ClassToken(),
    tokens.TakeToken(),
    tokens.MeanOverTokens(),
    recurrent.LSTM(),
    recurrent.GRU(),
    recurrent.RNN(),
    backbone.Backbone(),
)
_BY_NAME = {
    kind.name: kind for kind in (ports.Input(), ports.BlockInput(), ports.Output(), block.BlockLayer(), *_PALETTE)
}


def layer_types() -> tuple[LayerType, ...]:
    """The layer types a person can add, in the palette's order."""
    return _PALETTE


def layer_type(name: str) -> LayerType:
    """The layer type of that name (ports included); raises :class:`NetwrightError` for one there is not."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "There is no layer type “{name}”."),
            QT_TRANSLATE_NOOP("engine", "Known are: {known}."),
            name=name[:80],
            known=", ".join((*get_close_matches(name[:80], _BY_NAME, 6, 0.5), "…")),
        ) from None
