"""What surrounds a network – data, hyperparameters, machine – as far as its diagnosis may know it."""

from dataclasses import dataclass

from engine.model.spec import Shape


@dataclass(frozen=True, slots=True)
class Context:
    """Facts that problems and figures depend on; ``None`` where a fact is not known.

    ``mirrored_symbols`` says whether images of digits or letters are mirrored in training. ``state_copies`` are the
    numbers an optimizer keeps per parameter, ``free_memory`` bytes free on the device.
    """

    classes: int | None = None
    image_shape: Shape | None = None
    train_images: int | None = None
    batch_size: int | None = None
    loss: str = "cross_entropy"
    mirrored_symbols: bool = False
    state_copies: int = 2
    free_memory: int | None = None


NOTHING_KNOWN = Context()
