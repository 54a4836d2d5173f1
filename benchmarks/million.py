"""A dataset of any number of images in the catalogue, made of MNIST repeated, for measuring how the window bears it."""

from dataclasses import replace

import numpy as np

from engine.data.catalog import MNIST, load_dataset
from engine.data.own import describe, own_folder


def write_repeated_mnist(images: int, name: str = "repeated-mnist") -> str:
    """Write ``images`` images, the last 10,000 of them as test images, to be mapped; returns the dataset's name."""
    mnist = load_dataset("mnist")
    test = len(mnist.test_images)
    info = replace(MNIST, name=name, title=f"MNIST × {images:,}", train_images=images - test, test_images=test)
    folder = own_folder() / name
    folder.mkdir(parents=True)
    for part, pixels, labels, count in (
        ("train", mnist.train_images, mnist.train_labels, info.train_images),
        ("test", mnist.test_images, mnist.test_labels, test),
    ):
        with (folder / f"{part}_images.bin").open("wb") as file:
            for start in range(0, count, len(pixels)):
                file.write(pixels[: count - start].tobytes())
        np.resize(labels, count).astype("<i8").tofile(folder / f"{part}_labels.bin")
    describe(folder, info, "")
    return name
