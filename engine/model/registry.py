"""Every layer type there is. A new one is a class in :mod:`engine.model.layers` and a name in this list."""

from engine.model.layer_type import LayerType
from engine.model.layers import activation, block, convolution, dense, normalisation, pooling, ports, shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_PALETTE: tuple[LayerType, ...] = (
    dense.Linear(),
    convolution.Conv2d(),
    pooling.MaxPool2d(),
    pooling.AvgPool2d(),
    activation.ReLU(),
    activation.LeakyReLU(),
    activation.Sigmoid(),
    activation.Tanh(),
    activation.GELU(),
    activation.Softmax(),
    normalisation.BatchNorm1d(),
    normalisation.BatchNorm2d(),
    shape.Dropout(),
    shape.Flatten(),
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
            name=name,
            known=", ".join(_BY_NAME),
        ) from None
