"""Picture files made what a run's network takes."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from engine.cli.output import WrongArguments
from engine.data.catalog import dataset_info
from engine.data.ink import normalise_image
from engine.data.pictures import BadPicture, read_picture, shaped
from engine.runs.metadata import RunMetadata
from engine.text import NetwrightError


def prepared_picture(path: Path, metadata: RunMetadata) -> NDArray[np.uint8] | None:
    """A picture uint8 ``[C, H, W]`` as the run's dataset has them; ``None`` for a digit without ink.

    Raises :class:`WrongArguments` for a file that cannot be used.
    """
    if len(metadata.image_shape) == 1:
        raise WrongArguments(f"{path}: {metadata.dataset} has {metadata.image_shape[0]} numbers each, not images")
    if _has_centred_ink(metadata.dataset):
        digit = normalise_image(_read_grey(path))
        return None if digit is None else digit[None]
    channels, height, width = metadata.image_shape
    try:
        return shaped(read_picture(path), channels, height, width)
    except BadPicture as error:
        raise WrongArguments(f"{path} cannot be used: {error.reason}") from None


def _has_centred_ink(dataset: str) -> bool:
    try:
        return dataset_info(dataset).centred_ink
    except NetwrightError:  # an imported one that was removed
        return False


def _read_grey(path: Path) -> NDArray[np.uint8]:
    """A picture file as grey values ``[H, W]``, transparency on white; raises :class:`WrongArguments`."""
    try:
        with Image.open(path) as opened:
            picture = ImageOps.exif_transpose(opened)
            if picture.has_transparency_data:
                picture = picture.convert("RGBA")
                picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
            return np.asarray(picture.convert("L"))
    except UnidentifiedImageError:
        raise WrongArguments(f"{path} is not a picture that can be read") from None
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise WrongArguments(f"{path} cannot be read: {reason}") from None
