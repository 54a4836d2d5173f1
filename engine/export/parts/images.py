"""How training images are moved and mixed at random: the engine's own code, in the script as it is."""

from dataclasses import asdict

from engine.export.parts.embedded import embedded
from engine.export.parts.piece import NOTHING, Piece
from engine.training.config import TrainingConfig


def mixing(config: TrainingConfig, image_shape: tuple[int, ...]) -> Piece:
    """Mixup and CutMix of whole batches."""
    if not config.mixup and not config.cutmix:
        return NOTHING
    from engine.data import draws
    from engine.training.mixing import Mixing, plane_of

    code = embedded(draws.uniform, draws.symmetric_beta, Mixing)
    return Piece(
        imports=code.imports,
        constants=(f"MIXUP, CUTMIX = {config.mixup!r}, {config.cutmix!r}",),
        tables=code.tables,
        sources=code.sources,
        prepared=(f"mixing = Mixing(MIXUP, CUTMIX, SEED, {plane_of(image_shape)!r}, device)",),
        epoch=("mixtures = mixing.draws(epoch, len(train) // BATCH_SIZE + 1).to(device)",),
    )


def augments(config: TrainingConfig) -> bool:
    """Whether images are moved at all."""
    from engine.data.augment import Augmentation

    return Augmentation.of(config).active


def augmentation(config: TrainingConfig, image_shape: tuple[int, ...]) -> Piece:
    """Shifts, turns and other changes of each image by itself."""
    if not augments(config):
        return NOTHING
    from engine.data.augment import Augmentation, Augmenter

    asked = Augmentation.of(config)
    code = embedded(Augmentation, Augmenter, without=("of", "active"))
    settings = ", ".join(f"{name}={value!r}" for name, value in asdict(asked).items() if value)
    return Piece(
        imports=code.imports,
        tables=code.tables,
        sources=code.sources,
        prepared=(f"augment = Augmenter(Augmentation({settings}), {image_shape!r}, device)",),
        epoch=("changes = augment.draws(len(train), SEED, epoch).to(device)",),
    )
