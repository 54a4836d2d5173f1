"""The datasets Netwright knows: what they are, without loading them, and their arrays, loaded once per process."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.lazy import lazy_module
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Inputs = NDArray[Any]
    """Images as uint8 ``[N, C, H, W]``, or features as float64 ``[N, features]``."""
else:
    np = lazy_module("numpy")


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """What becomes of an example before the network sees it: ``(value / scale - mean) / std``.

    Of pixels for each channel, with a scale of 255; of features for each of them, with a scale of 1.
    """

    mean: tuple[float, ...]
    std: tuple[float, ...]
    of_features: bool = False


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """A dataset, without its examples. ``image_shape`` is (channels, height, width), or (features,) without images.

    ``columns`` are the names of the features.
    """

    name: str
    title: str
    classes: tuple[str, ...]
    image_shape: Shape
    mean: tuple[float, ...]
    std: tuple[float, ...]
    train_images: int
    test_images: int
    licence: str
    citation: str
    columns: tuple[str, ...] = ()
    centred_ink: bool = False
    """Whether its images are strokes, scaled and centred as MNIST's; pictures of other origin must be made so, too."""

    @property
    def has_features(self) -> bool:
        """Whether an example is a row of numbers rather than an image."""
        return len(self.image_shape) == 1

    @property
    def preprocessing(self) -> Preprocessing:
        return Preprocessing(self.mean, self.std, self.has_features)


@dataclass(frozen=True, eq=False)
class Dataset:
    """A loaded dataset. Images are uint8 ``[N, C, H, W]``, labels int64 ``[N]``; all arrays are read-only.

    Where examples are features instead, they stand in the place of images as float64 ``[N, features]``.
    """

    info: DatasetInfo
    train_images: Inputs
    train_labels: NDArray[np.int64]
    test_images: Inputs
    test_labels: NDArray[np.int64]

    @cached_property
    def fingerprint(self) -> str:
        """``sha256:`` and the digest over shapes and values; the same data give the same text on every machine."""
        digest = hashlib.sha256()
        for array in (self.train_images, self.train_labels, self.test_images, self.test_labels):
            digest.update(f"{array.dtype.name}{list(array.shape)}".encode())
            digest.update(np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False)).data)
        return f"sha256:{digest.hexdigest()}"


MNIST = DatasetInfo(
    name="mnist",
    title="MNIST",
    classes=tuple("0123456789"),
    image_shape=(1, 28, 28),
    mean=(0.1307,),
    std=(0.3081,),
    train_images=60_000,
    test_images=10_000,
    licence="CC BY-SA 3.0",
    citation="Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. Gradient-based learning applied to document recognition. "
    "Proceedings of the IEEE 86(11), 1998.",
    centred_ink=True,
)


def _mnist(info: DatasetInfo) -> Dataset:
    from engine.data.mnist import load_mnist

    arrays = load_mnist()
    return Dataset(info, arrays.train_images, arrays.train_labels, arrays.test_images, arrays.test_labels)


MNIST_PEN = replace(
    MNIST,
    name="mnist-pen",
    title="MNIST + pen",
    mean=(0.1284,),
    std=(0.3041,),
    train_images=80_000,
    citation=f"{MNIST.citation} With 20,000 training digits that a program wrote and drew as with a pen.",
)


def _mnist_pen(info: DatasetInfo) -> Dataset:
    """MNIST with more digits to learn from; the test is MNIST's own."""
    from engine.data.pen.drawn import load_drawn

    mnist, (images, labels) = load_dataset("mnist"), load_drawn()
    train_images = np.concatenate([mnist.train_images, images])
    train_labels = np.concatenate([mnist.train_labels, labels])
    for array in (train_images, train_labels):
        array.setflags(write=False)
    return Dataset(info, train_images, train_labels, mnist.test_images, mnist.test_labels)


_CATALOG: dict[str, tuple[DatasetInfo, Callable[[DatasetInfo], Dataset]]] = {
    "mnist": (MNIST, _mnist),
    "mnist-pen": (MNIST_PEN, _mnist_pen),
}

_seen: dict[str, DatasetInfo] = {}
"""What was said of datasets whose files may go."""
_loaded: dict[str, Dataset] = {}
_loading = threading.RLock()  # one dataset may be made of another


def dataset_names() -> tuple[str, ...]:
    """Every known dataset, in the order in which a list shows them: built-in, published, then a person's own."""
    from engine.data.drawings import drawing_names
    from engine.data.own import own_names
    from engine.data.public.catalogue import PUBLIC

    return tuple(dict.fromkeys((*_CATALOG, *PUBLIC, *drawing_names(), *own_names())))


def is_built_in(name: str) -> bool:
    """Whether a dataset of that name comes with the program."""
    return name in _CATALOG


def is_public(name: str) -> bool:
    """Whether that names a published dataset, be it here or not (see :mod:`engine.data.public`)."""
    from engine.data.own import own_names
    from engine.data.public.catalogue import PUBLIC

    return name in PUBLIC and name not in own_names()


def remove_dataset(name: str) -> None:
    """Delete an imported dataset, or what was downloaded of a published one; raises :class:`NetwrightError`."""
    if is_public(name):
        from engine.data.public.getting import remove_public

        remove_public(name)
    else:
        from engine.data.own import remove_own

        remove_own(name)


def forget_dataset(name: str) -> None:
    """Load a dataset anew the next time: its files have changed."""
    with _loading:
        _loaded.pop(name, None)


def dataset_info(name: str) -> DatasetInfo:
    """Describe a dataset; raises :class:`NetwrightError` for an unknown name, and where its files have gone."""
    return _entry(name)[0]


def known_info(name: str) -> DatasetInfo:
    """Describe a dataset as it is, or as it was while its files were here: a network for it can be edited all the same.

    Raises :class:`NetwrightError` for one that was never asked about in this process.
    """
    try:
        return dataset_info(name)
    except NetwrightError:
        if name not in _seen:
            raise
        return _seen[name]


def load_dataset(name: str) -> Dataset:
    """Load a dataset, once per process; safe from any thread. Raises :class:`NetwrightError` for damaged files."""
    info, load = _entry(name)
    with _loading:  # a second caller waits for the first one's arrays instead of reading the files again
        if name not in _loaded:
            _loaded[name] = load(info)
        return _loaded[name]


def _entry(name: str) -> tuple[DatasetInfo, Callable[[DatasetInfo], Dataset]]:
    if name in _CATALOG:
        return _CATALOG[name]
    if is_public(name):
        from engine.data.public.catalogue import PUBLIC
        from engine.data.public.getting import load_public

        return PUBLIC[name].info, load_public
    from engine.data.drawings import drawings_info, load_drawings
    from engine.data.own import load_own, own_info

    drawn = drawings_info(name)
    if drawn is not None:
        _seen[name] = drawn
        return drawn, load_drawings
    info = own_info(name)
    if info is None:
        if name in _seen:
            raise _gone(name)
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Unknown dataset “{name}”: expected one of {known}."),
            name=name,
            known=", ".join(dataset_names()),
        )
    _seen[name] = info
    return info, load_own


def _gone(name: str) -> NetwrightError:
    from engine.data.own import own_folder

    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The dataset “{name}” is no longer here: its files were expected in {folder}."),
        QT_TRANSLATE_NOOP("engine", "Put them back, import it again, or let the project learn from another dataset."),
        name=name,
        folder=own_folder() / name,
    )
