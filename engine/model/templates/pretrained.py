"""Networks that stand on one that has learned before."""

from engine.model.spec import ModelSpec
from engine.model.templates.assembly import Template, chain
from engine.text import QT_TRANSLATE_NOOP


def _efficientnet_lite_transfer() -> ModelSpec:
    """Transfer learning as in Donahue et al., 2014: the features stay, a linear classifier learns to read them."""
    return chain(
        ("Backbone", {"family": "efficientnet_lite0", "trainable": "frozen", "size": 64}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


EFFICIENTNET_LITE_TRANSFER = Template(
    "efficientnet-lite-transfer",
    QT_TRANSLATE_NOOP("engine", "Transfer from EfficientNet-Lite"),
    QT_TRANSLATE_NOOP(
        "engine",
        "A network that learned to see from a million photographs looks at the digits, enlarged and as colour images. "
        "Only the last layer learns: 12,810 of 3.4 million parameters. "
        "Let the last blocks of the backbone learn, too, and compare the runs.",
    ),
    _efficientnet_lite_transfer,
)
