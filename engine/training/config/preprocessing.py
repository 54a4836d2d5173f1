"""What becomes of every image, of training and test alike, before the network sees it."""

from engine.data.normalisation import NormalisationName
from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP


class PreprocessingFields(Settings):
    """How pixels become numbers."""

    normalisation: NormalisationName = setting(
        "dataset",
        fixed=True,
        section=QT_TRANSLATE_NOOP("engine", "Preprocessing"),
        label=QT_TRANSLATE_NOOP("engine", "Normalisation"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "The numbers that pixels become: mean 0 and standard deviation 1 over the training images of the dataset, "
            "channel by channel; 0 to 1; or -1 to 1.",
        ),
    )
