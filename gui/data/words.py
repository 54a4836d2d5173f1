"""What a dataset is, in a few words and figures."""

from PySide6.QtCore import QCoreApplication, QLocale

from engine.data.catalog import DatasetInfo
from engine.model.spec import Shape


def image_text(shape: Shape) -> str:
    """Size and colours of images of a shape (channels, height, width), such as «28 × 28, grey»; or so many numbers."""
    if len(shape) == 1:
        return QCoreApplication.translate("DataPage", "{count} numbers each").format(count=shape[0])
    channels, height, width = shape
    template = (
        QCoreApplication.translate("DataPage", "{width} × {height}, grey")
        if channels == 1
        else QCoreApplication.translate("DataPage", "{width} × {height}, colour")
    )
    return template.format(width=width, height=height)


def figures_text(info: DatasetInfo, megabytes_to_come: int = 0) -> str:
    """How many images and classes it has, of which size, and what its download takes where it is not here."""
    words = (
        QCoreApplication.translate("DataPage", "{images} examples · {classes} classes · {size}")
        if info.has_features
        else QCoreApplication.translate("DataPage", "{images} images · {classes} classes · {size}")
    )
    figures = words.format(
        images=QLocale().toString(info.train_images + info.test_images),
        classes=QLocale().toString(len(info.classes)),
        size=image_text(info.image_shape),
    )
    if not megabytes_to_come:
        return figures
    coming = QCoreApplication.translate("DataPage", "not here yet ({megabytes} MB)")
    return f"{figures} · {coming.format(megabytes=QLocale().toString(megabytes_to_come))}"
