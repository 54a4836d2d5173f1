"""Batches: the right images, normalised as the textbook says, without touching the dataset."""

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.data import batches
from engine.data.batches import Normaliser, ResidentImages, images_on
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


@pytest.mark.parametrize("rows", [None, np.array([3, 9_000, 5, 77, 78])])
def test_streamed_images_are_the_resident_ones_to_the_bit(
    rows: NDArray[np.int64] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = load_dataset("mnist")
    dataset.test_images.tofile(tmp_path / "images.bin")
    mapped = np.memmap(tmp_path / "images.bin", np.uint8, "r", shape=dataset.test_images.shape)
    given = (CPU, mapped, dataset.test_labels, dataset.info.preprocessing, rows)
    resident = images_on(*given)
    monkeypatch.setattr(batches, "_RESIDENT_SHARE", 0.0)
    streamed = images_on(*given)
    assert (resident.streams, streamed.streams) == (False, True)
    assert len(resident) == len(streamed)
    for one, other in zip(resident.batch(1, 4), streamed.batch(1, 4), strict=True):
        assert torch.equal(one, other)
    wanted = torch.tensor([4, 0, 2])
    for change in (None, lambda pixels: pixels.flip(3)):
        for one, other in zip(resident.gather(wanted, change), streamed.gather(wanted, change), strict=True):
            assert torch.equal(one, other)


def test_each_channel_has_its_own_mean_and_spread() -> None:
    normalise = Normaliser(Preprocessing((0.5, 0.25, 0.0), (0.5, 0.25, 1.0)), CPU)
    white = torch.full((1, 3, 2, 2), 255, dtype=torch.uint8)
    torch.testing.assert_close(normalise(white)[0, :, 0, 0], torch.tensor([1.0, 3.0, 1.0]))
    assert int(white.min()) == 255
