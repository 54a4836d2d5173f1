"""Networks that read the picture step by step or patch by patch."""

from engine.model.spec import ModelSpec
from engine.model.templates.assembly import Template, block, chain, layer, use
from engine.text import QT_TRANSLATE_NOOP


def _row_lstm() -> ModelSpec:
    return chain(("Rows", {}), ("LSTM", {"hidden_size": 64}), ("Linear", {"out_features": 10}), ("Softmax", {}))


def _row_gru() -> ModelSpec:
    return chain(("Rows", {}), ("GRU", {"hidden_size": 64}), ("Linear", {"out_features": 10}), ("Softmax", {}))


def _vit_small() -> ModelSpec:
    """After Dosovitskiy et al., 2021, with normalisation first, as there."""
    attention = {"num_heads": 4, "dim_feedforward": 128, "activation": "gelu", "norm_first": True}
    encoder = block("Encoder", (layer("encoder", "TransformerEncoderLayer", "x", **attention),), "encoder")
    return chain(
        ("PatchEmbedding", {"features": 64, "patch_size": 4}),
        ("ClassToken", {}),
        ("PositionalEmbedding", {}),
        use(encoder, repeat=3),
        ("LayerNorm", {}),
        ("TakeToken", {"index": 0}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
        blocks=(encoder,),
    )


ROW_LSTM = Template(
    "row-lstm",
    QT_TRANSLATE_NOOP("engine", "LSTM over rows"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Reads the picture like a page, one row of 28 pixels after the other, and remembers in 64 numbers what it saw. "
        "Only what it remembers after the last row decides. "
        "Let it read columns instead, and see whether it matters.",
    ),
    _row_lstm,
)
ROW_GRU = Template(
    "row-gru",
    QT_TRANSLATE_NOOP("engine", "GRU over rows"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The row reader with a simpler memory: three gates' worth of weights where the LSTM has four. "
        "Train both with the same seed and compare accuracy and time.",
    ),
    _row_gru,
)
VIT_SMALL = Template(
    "vit-small",
    QT_TRANSLATE_NOOP("engine", "Small vision transformer"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Cuts the picture into 49 patches and lets each look at all others; a learned token gathers the answer. "
        "It is told nothing about neighbourhood: take the positional embedding away and the patches are a heap. "
        "It learns more slowly than the convolutional networks when pictures are few.",
    ),
    _vit_small,
)
