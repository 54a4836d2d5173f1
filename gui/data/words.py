"""What a dataset is, in a few words and figures."""

from PySide6.QtCore import QCoreApplication, QLocale

from engine.data.catalog import DatasetInfo
from engine.model.spec import Shape


def image_text(shape: Shape) -> str:
    """Size and colours of images of a shape (channels, height, width), as «28 × 28, grey», or how many features."""
    if len(shape) == 1:
        return QCoreApplication.translate("DataPage", "{count} numbers each").format(count=shape[0])
    channels, height, width = shape
    template = (
        QCoreApplication.translate("DataPage", "{width} × {height}, grey")
        if channels == 1
        else QCoreApplication.translate("DataPage", "{width} × {height}, colour")
    )
    return template.format(width=width, height=height)


def figures_text(info: DatasetInfo) -> str:
    """How many images and classes it has, and of which size."""
    template = (
        QCoreApplication.translate("DataPage", "{images} examples · {classes} classes · {size}")
        if info.has_features
        else QCoreApplication.translate("DataPage", "{images} images · {classes} classes · {size}")
    )
    return template.format(
        images=QLocale().toString(info.train_images + info.test_images),
        classes=QLocale().toString(len(info.classes)),
        size=image_text(info.image_shape),
    )
