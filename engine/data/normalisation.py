"""How pixels become the numbers that a network sees."""

from typing import Literal, assert_never

from engine.data.catalog import DatasetInfo, Preprocessing

NormalisationName = Literal["dataset", "none", "symmetric"]


def preprocessing_by(normalisation: NormalisationName, info: DatasetInfo) -> Preprocessing:
    """Mean and standard deviation by which each channel is normalised: the dataset's, or those that give 0 to 1 or
    -1 to 1. Features are always standardised by the dataset's own."""
    if info.has_features:
        return info.preprocessing
    match normalisation:
        case "dataset":
            return info.preprocessing
        case "none":
            mean, std = 0.0, 1.0
        case "symmetric":
            mean, std = 0.5, 0.5
        case _:
            assert_never(normalisation)
    channels = info.image_shape[0]
    return Preprocessing((mean,) * channels, (std,) * channels)
