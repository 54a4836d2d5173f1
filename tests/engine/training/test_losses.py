"""Losses: torch's numbers or the formula, parts that add up to the batch, class weights, half precision."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
import torch
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.nn import functional

from engine.training.config import LossName, TrainingConfig
from engine.training.failures import BadModelError
from engine.training.losses import Loss, build_loss, class_weights

CLASSES = 5
COUNTS = (10, 20, 5, 0, 15)
CPU = torch.device("cpu")
NAMES: tuple[LossName, ...] = get_args(LossName)
WEIGHTS = ["none", "balanced", "1, 2, 0.5, 3, 0"]


def loss_of(**settings: Any) -> Loss:
    return build_loss(TrainingConfig.model_validate(settings), CLASSES, COUNTS, CPU)


def batch(size: int = 12) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(0)
    logits = 3 * torch.randn(size, CLASSES, generator=generator)
    return logits.requires_grad_(), torch.randint(CLASSES, (size,), generator=generator)


def weights_of(text: str) -> Tensor | None:
    numbers = class_weights(TrainingConfig(class_weights=text), CLASSES, COUNTS)
    return None if numbers is None else torch.tensor(numbers)


def one_hot(labels: Tensor) -> Tensor:
    return functional.one_hot(labels, CLASSES).float()


PER_IMAGE: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "nll": lambda logits, labels: functional.cross_entropy(logits, labels, reduction="none"),
    "focal": lambda logits, labels: torch.stack(
        [-((1 - p[y]) ** 2) * p[y].log() for p, y in zip(logits.softmax(1), labels, strict=True)]
    ),
    "bce": lambda logits, labels: torch.stack(
        [
            functional.binary_cross_entropy(torch.sigmoid(row), target)
            for row, target in zip(logits, one_hot(labels), strict=True)
        ]
    ),
    "mse": lambda logits, labels: ((logits.softmax(1) - one_hot(labels)) ** 2).mean(1),
    "l1": lambda logits, labels: (logits.softmax(1) - one_hot(labels)).abs().mean(1),
}


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("weights", WEIGHTS)
def test_cross_entropy_is_torchs_with_its_gradient(weights: str, smoothing: float) -> None:
    logits, labels = batch()
    found = loss_of(class_weights=weights, label_smoothing=smoothing)(logits, labels)
    expected = functional.cross_entropy(logits, labels, weight=weights_of(weights), label_smoothing=smoothing)
    torch.testing.assert_close(found, expected)
    for one, other in zip(torch.autograd.grad(found, logits), torch.autograd.grad(expected, logits), strict=True):
        torch.testing.assert_close(one, other)


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("name", PER_IMAGE)
def test_the_other_losses_are_their_formulas_with_their_gradients(name: str, weights: str) -> None:
    logits, labels = batch()
    found = loss_of(loss=name, class_weights=weights)(logits, labels)
    each, given = PER_IMAGE[name](logits, labels), weights_of(weights)
    of_image = torch.ones(len(labels)) if given is None else given[labels]
    expected = (each * of_image).sum() / of_image.sum()
    torch.testing.assert_close(found, expected)
    for one, other in zip(torch.autograd.grad(found, logits), torch.autograd.grad(expected, logits), strict=True):
        torch.testing.assert_close(one, other)


def test_mse_l1_and_bce_without_weights_are_torchs_means() -> None:
    logits, labels = batch()
    probabilities, targets = logits.softmax(1), one_hot(labels)
    torch.testing.assert_close(loss_of(loss="mse")(logits, labels), functional.mse_loss(probabilities, targets))
    torch.testing.assert_close(loss_of(loss="l1")(logits, labels), functional.l1_loss(probabilities, targets))
    expected = functional.binary_cross_entropy_with_logits(logits, targets)
    torch.testing.assert_close(loss_of(loss="bce")(logits, labels), expected)


def test_focal_without_focusing_is_cross_entropy() -> None:
    logits, labels = batch()
    for weights in WEIGHTS:
        found = loss_of(loss="focal", focal_gamma=0.0, class_weights=weights)(logits, labels)
        torch.testing.assert_close(found, functional.cross_entropy(logits, labels, weight=weights_of(weights)))


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
def test_focal_has_a_gradient_where_the_network_is_certain(gamma: float) -> None:
    logits = torch.tensor([[200.0, 0, 0, 0, 0], [0, 200.0, 0, 0, 0]], requires_grad=True)
    loss = loss_of(loss="focal", focal_gamma=gamma)(logits, torch.tensor([0, 0]))
    (gradient,) = torch.autograd.grad(loss, logits)
    assert loss.item() == pytest.approx(100)
    assert gradient.isfinite().all()


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("name", NAMES)
def test_sums_over_parts_of_a_batch_give_its_mean(name: LossName, weights: str) -> None:
    logits, labels = batch()
    loss = loss_of(loss=name, class_weights=weights, label_smoothing=0.1)
    parts = [loss.total(*part) for part in zip(torch.split(logits, 5), torch.split(labels, 5), strict=True)]
    total, weight = (torch.stack(column).sum() for column in zip(*parts, strict=True))
    torch.testing.assert_close(total / weight, loss(logits, labels))


@pytest.mark.parametrize("kind", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("name", NAMES)
def test_logits_of_half_precision_are_computed_with_in_float32(name: LossName, kind: torch.dtype) -> None:
    logits, labels = batch()
    half = logits.detach().to(kind)
    for weights in ("none", "balanced"):
        loss = loss_of(loss=name, class_weights=weights)
        assert loss(half, labels).dtype == torch.float32
        assert torch.equal(loss(half, labels), loss(half.float(), labels))
        assert torch.equal(loss.total(half, labels)[0], loss.total(half.float(), labels)[0])


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_whose_classes_weigh_nothing_has_no_loss(name: LossName) -> None:
    logits, _ = batch(3)
    loss = loss_of(loss=name, class_weights="1, 1, 1, 1, 0")(logits, torch.tensor([4, 4, 4]))
    assert loss.item() == 0
    assert not torch.autograd.grad(loss, logits)[0].any()


def test_balanced_weights_are_images_by_classes_times_count_and_0_without_images() -> None:
    found = class_weights(TrainingConfig(class_weights="balanced"), CLASSES, COUNTS)
    assert found == pytest.approx((1.0, 0.5, 2.0, 0.0, 50 / 75))
    assert class_weights(TrainingConfig(), CLASSES, COUNTS) is None


def test_weights_for_another_number_of_classes_are_refused_with_both_numbers() -> None:
    with pytest.raises(BadModelError, match="3 class weights, but the dataset has 5 classes"):
        loss_of(class_weights="1, 2, 3")


@pytest.mark.parametrize("name", NAMES)
def test_a_loss_does_not_wait_for_the_device(name: LossName) -> None:
    """Tensors that know where they would be but have no values: whoever asks for one fails."""
    with FakeTensorMode():
        loss = build_loss(TrainingConfig(loss=name, class_weights="balanced"), CLASSES, COUNTS, torch.device("cuda"))
        logits = torch.empty(8, CLASSES, device="cuda", requires_grad=True)
        labels = torch.empty(8, dtype=torch.int64, device="cuda")
        assert loss(logits, labels).is_cuda
        assert all(tensor.is_cuda for tensor in loss.total(logits, labels))
