"""How training images are changed and mixed at random: the engine's own code, in the script as it is."""

from dataclasses import asdict, is_dataclass

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
    """Whether images are changed at all."""
    from engine.data.augmenting.pipeline import planned

    return bool(planned(config))


def augmentation(config: TrainingConfig, image_shape: tuple[int, ...]) -> Piece:
    """Shifts, turns and other changes of each image by itself."""
    from engine.data.augmenting.pipeline import Pipeline, planned

    plans = planned(config)
    if not plans:
        return NOTHING
    settings = [type(setting) for plan in plans for setting in plan.settings if is_dataclass(setting)]
    code = embedded(*settings, *(plan.kind for plan in plans), Pipeline, without=("of", "active"))
    calls = [f"{plan.kind.__name__}({', '.join(map(_written, plan.settings))}, shape, device)" for plan in plans]
    return Piece(
        imports=code.imports,
        tables=code.tables,
        sources=code.sources,
        prepared=(
            f"shape = {image_shape!r}",
            "augment = Pipeline((",
            *(f"    {call}," for call in calls),
            "))",
        ),
        epoch=("changes = augment.draws(len(train), SEED, epoch).to(device)",),
    )


def _written(setting: object) -> str:
    """A setting as source; of an object what is not zero."""
    if not is_dataclass(setting) or isinstance(setting, type):
        return repr(setting)
    given = ", ".join(f"{name}={value!r}" for name, value in asdict(setting).items() if value)
    return f"{type(setting).__name__}({given})"
