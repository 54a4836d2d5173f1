"""The loss of a script: one call of torch where that is all, else a function that adds up what the images lose."""

from dataclasses import dataclass

from engine.export.parts.piece import Lines, Piece, indented
from engine.training.config import TrainingConfig
from engine.training.config.loss import listed_weights

HALF = {"bf16": "torch.bfloat16", "fp16": "torch.float16"}
"""Precisions of a forward pass whose losses are computed in float32."""

_SUMMED = '''
def summed_loss({arguments}):
    """What the images of a batch lose, added up{weighted}."""
'''
_MIXED = '''
def mixed_loss(logits, labels, others{weights}, share):
    """The same where images are mixed: of both labels, by the share of the first."""
    lost, count = summed_loss(logits, labels{weights})
    other_lost, other_count = summed_loss(logits, others{weights})
    return share * lost + (1 - share) * other_lost, share * count + (1 - share) * other_count
'''
_ONE_HOT = "F.one_hot(labels, logits.shape[1])"
_OF_IMAGES: dict[str, Lines] = {
    "nll": ('losses = F.nll_loss(F.log_softmax(logits, dim=1), labels, reduction="none")',),
    "focal": (
        'surprise = F.cross_entropy(logits, labels, reduction="none")',
        "losses = (-torch.expm1(-surprise)).clamp(min=1e-12) ** FOCAL_GAMMA * surprise",
    ),
    "bce": (
        f"targets = {_ONE_HOT}.float()",
        'losses = F.binary_cross_entropy_with_logits(logits, targets, reduction="none").mean(dim=1)',
    ),
    "mse": (f"losses = (torch.softmax(logits, dim=1) - {_ONE_HOT}).square().mean(dim=1)",),
    "l1": (f"losses = (torch.softmax(logits, dim=1) - {_ONE_HOT}).abs().mean(dim=1)",),
}
"""Each image's loss."""
_BALANCED = (
    "counts = torch.bincount(labels[train].cpu(), minlength={classes})",
    "class_weights = (len(train) / ({classes} * counts.clamp(min=1)) * (counts > 0)).to(device)",
)


@dataclass(frozen=True, slots=True)
class Loss:
    """How a script computes its loss: the parts of it, and the expressions of its calls.

    With ``is_direct`` the mean of a batch is one call of torch.
    """

    piece: Piece
    is_direct: bool
    smoothing: str
    """More arguments of torch's cross-entropy."""
    weights: str
    """The argument that hands on the weights of the classes."""
    may_weigh_nothing: bool

    def mean(self, logits: str, labels: str) -> str:
        """The call for the mean of a batch, where that is one."""
        return f"F.cross_entropy({logits}, {labels}{self.smoothing})"

    def summed(self, logits: str, labels: str) -> str:
        """The call for the sum of a batch and the sum of its weights."""
        return f"summed_loss({logits}, {labels}{self.weights})"

    def mixed(self, logits: str, labels: str, others: str) -> str:
        """The same of a batch of mixed images."""
        return f"mixed_loss({logits}, {labels}, {others}{self.weights}, share)"

    @property
    def bounded(self) -> Lines:
        """What is done to ``count`` before it divides, where all classes of a batch may weigh nothing."""
        return ("count = count.clamp(min=torch.finfo(torch.float32).tiny)",) if self.may_weigh_nothing else ()


def loss(config: TrainingConfig, classes: int, in_parts: bool) -> Loss:
    """The loss of ``config``; ``in_parts`` is whether batches are computed in several parts.

    Raises :class:`NetwrightError` where weights are listed for another number of classes.
    """
    from engine.training.losses import class_weights

    class_weights(config, classes, (1,) * classes)
    weighted = config.class_weights != "none"
    entropy = config.loss == "cross_entropy"
    mixes = bool(config.mixup or config.cutmix)
    # In half precision the last bit of what a gradient is multiplied by matters: the sums are those of the training.
    exactly = mixes and config.precision in HALF
    is_direct = entropy and not weighted and not in_parts and not exactly
    smooth = entropy and config.label_smoothing > 0
    listed = listed_weights(config.class_weights)
    constants, prepared = [], Lines()
    if smooth:
        constants.append(f"LABEL_SMOOTHING = {config.label_smoothing!r}")
    if config.loss == "focal":
        constants.append(f"FOCAL_GAMMA = {config.focal_gamma!r}")
    if listed is not None:
        constants.append(f"CLASS_WEIGHTS = {listed!r}")
        prepared = ("class_weights = torch.tensor(CLASS_WEIGHTS, device=device)",)
    elif weighted:
        prepared = tuple(line.format(classes=classes) for line in _BALANCED)
    weights = ", class_weights" if weighted else ""
    sources = [] if is_direct else [_summed(config, weighted, smooth)]
    if not is_direct and mixes:
        sources.append(_MIXED.format(weights=weights))
    return Loss(
        piece=Piece(constants=tuple(constants), sources=tuple(sources), prepared=prepared),
        is_direct=is_direct,
        smoothing=", label_smoothing=LABEL_SMOOTHING" if smooth else "",
        weights=weights,
        may_weigh_nothing=listed is not None and 0 in listed,
    )


def _summed(config: TrainingConfig, weighted: bool, smooth: bool) -> str:
    head = _SUMMED.format(
        arguments="logits, labels" + (", class_weights" if weighted else ""),
        weighted=" by the weight of their classes, and the sum of these weights" if weighted else ", and their number",
    )
    count = "class_weights[labels].sum()" if weighted else "len(labels)"
    if config.loss == "cross_entropy":
        smoothing = ", label_smoothing=LABEL_SMOOTHING" if smooth else ""
        given = ", weight=class_weights" if weighted else ""
        body: Lines = (
            f'lost = F.cross_entropy(logits, labels{given}{smoothing}, reduction="sum")',
            f"return lost, {count}",
        )
    elif weighted:
        body = (
            *_OF_IMAGES[config.loss],
            "weights = class_weights[labels]",
            "return (losses * weights).sum(), weights.sum()",
        )
    else:
        body = (*_OF_IMAGES[config.loss], f"return losses.sum(), {count}")
    # Where a loss is asked for twice, as of mixed images, each time has its own conversion, as in the training.
    wide = ("logits = logits.float()",) if config.precision in HALF else ()
    return head + indented((*wide, *body), 1)
