"""Batches: the right images, normalised as the textbook says, without touching the dataset."""

import numpy as np
import torch

from engine.data.batches import Normaliser, ResidentImages
from engine.data.catalog import Preprocessing, load_dataset

CPU = torch.device("cpu")


def test_gathered_images_are_the_ones_asked_for_normalised() -> None:
    dataset = load_dataset("mnist")
    resident = ResidentImages(dataset.test_images, dataset.test_labels, dataset.info.preprocessing, CPU)
    chosen = np.array([5, 9_999, 0])
    images, labels = resident.gather(torch.from_numpy(chosen))
    expected = (dataset.test_images[chosen] / 255 - 0.1307) / 0.3081
    assert images.dtype == torch.float32
    np.testing.assert_allclose(images.numpy(), expected, atol=1e-6)
    assert labels.tolist() == dataset.test_labels[chosen].tolist()


def test_a_batch_equals_the_gather_of_its_positions() -> None:
    dataset = load_dataset("mnist")
    resident = ResidentImages(dataset.test_images, dataset.test_labels, dataset.info.preprocessing, CPU)
    images, labels = resident.batch(10, 20)
    same_images, same_labels = resident.gather(torch.arange(10, 20))
    assert torch.equal(images, same_images)
    assert torch.equal(labels, same_labels)


def test_each_channel_has_its_own_mean_and_spread() -> None:
    normalise = Normaliser(Preprocessing((0.5, 0.25, 0.0), (0.5, 0.25, 1.0)), CPU)
    white = torch.full((1, 3, 2, 2), 255, dtype=torch.uint8)
    torch.testing.assert_close(normalise(white)[0, :, 0, 0], torch.tensor([1.0, 3.0, 1.0]))
    assert int(white.min()) == 255
