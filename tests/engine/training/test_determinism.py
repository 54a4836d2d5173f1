"""The same seed gives the same bits; the loss is taken on logits; the optimizers are torch's."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
import torch
from torch.nn import functional

from engine.data.batches import ResidentImages
from engine.data.catalog import load_dataset
from engine.data.splits import batch_bounds, epoch_order, split_images
from engine.model.build import build
from engine.model.edits import append_layer, delete_layers
from engine.model.templates import template
from engine.training.events import EpochCompleted, RunFinished, StepsCompleted
from engine.weights import load_weights
from tests.engine.training.conftest import JobMaker, WatchedJob


def losses_of(job: WatchedJob) -> list[float]:
    end = job.run_to_end()
    assert end.outcome == "completed", end.failure
    return [float(loss) for event in job.of(StepsCompleted) for loss in event.losses]


def figures_of(job: WatchedJob) -> list[Any]:
    ends = [(end.test_loss, end.test_accuracy, end.best_epoch) for end in job.of(RunFinished)]
    return [(epoch.train_loss, epoch.validation_loss, epoch.best) for epoch in job.of(EpochCompleted)] + ends


def weights_of(job: WatchedJob) -> dict[str, torch.Tensor]:
    assert job.run is not None
    return load_weights(job.run.best_weights)


def test_the_same_seed_gives_the_same_bits_even_with_dropout(make_job: JobMaker) -> None:
    spec, _ = append_layer(template("mnist-cnn"), "Dropout", after="flatten1")
    jobs = [make_job(spec, epochs=2, limit_train=320, seed=5) for _ in range(2)]
    first, second = (losses_of(job) for job in jobs)
    assert first == second
    assert figures_of(jobs[0]) == figures_of(jobs[1])
    ours, theirs = (weights_of(job) for job in jobs)
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_another_seed_gives_another_run(make_job: JobMaker) -> None:
    assert losses_of(make_job(seed=1)) != losses_of(make_job(seed=2))


def test_looking_on_changes_nothing(make_job: JobMaker) -> None:
    undisturbed, watched = make_job("mlp", epochs=3), make_job("mlp", epochs=3)
    expected = losses_of(undisturbed)
    watched.start()
    while not isinstance(watched.next_event(), RunFinished):
        watched.live.request()
        torch.rand(3)  # another thread that draws from torch's own generator at the same time: no dropout, no effect
    assert [float(loss) for event in watched.of(StepsCompleted) for loss in event.losses] == expected
    assert figures_of(watched) == figures_of(undisturbed)


def test_a_softmax_at_the_end_changes_no_bit_of_the_loss(make_job: JobMaker) -> None:
    with_softmax = template("mnist-cnn")
    softmax = [layer.id for layer in with_softmax if layer.type == "Softmax"]
    assert len(softmax) == 1
    without = delete_layers(with_softmax, softmax)
    assert losses_of(make_job(with_softmax, limit_train=320)) == losses_of(make_job(without, limit_train=320))


def test_the_first_loss_is_the_cross_entropy_of_the_logits(make_job: JobMaker) -> None:
    dataset = load_dataset("mnist")
    split = split_images(60_000, 0.2, 3, 400)
    order = split.train[epoch_order(len(split.train), 3, 1)[:64]]
    images = (torch.from_numpy(dataset.train_images[order]) / 255 - 0.1307) / 0.3081
    logits = build(template("mnist-cnn"), seed=3)(images)
    probabilities = torch.softmax(logits, dim=1)
    right = probabilities[torch.arange(64), torch.from_numpy(dataset.train_labels[order])]
    expected = float(-right.log().mean().detach())
    assert losses_of(make_job("mnist-cnn", seed=3))[0] == pytest.approx(expected, rel=1e-5)


OPTIMIZERS: dict[str, Callable[[Iterable[torch.nn.Parameter]], torch.optim.Optimizer]] = {
    "sgd": lambda weights: torch.optim.SGD(weights, lr=0.01, momentum=0.8, weight_decay=0.01),
    "adam": lambda weights: torch.optim.Adam(weights, lr=0.01, weight_decay=0.01),
    "adamw": lambda weights: torch.optim.AdamW(weights, lr=0.01, weight_decay=0.01),
    "rmsprop": lambda weights: torch.optim.RMSprop(weights, lr=0.01, momentum=0.8, weight_decay=0.01),
}


@pytest.mark.parametrize("model", ["mlp", "mnist-cnn"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_each_optimizer_equals_torchs_after_three_steps(make_job: JobMaker, name: str, model: str) -> None:
    settings = {"learning_rate": 0.01, "momentum": 0.8, "weight_decay": 0.01, "limit_train": 192, "seed": 9}
    job = make_job(model, optimizer=name, validation_split=0.0, **settings)
    losses = losses_of(job)

    dataset = load_dataset("mnist")
    chosen = split_images(60_000, 0.0, 9, 192).train
    images, labels = dataset.train_images[chosen], dataset.train_labels[chosen]
    resident = ResidentImages(images, labels, dataset.info.preprocessing, torch.device("cpu"))
    order = torch.from_numpy(epoch_order(192, 9, 1))
    network = build(template(model), seed=9)
    optimizer = OPTIMIZERS[name](network.parameters())
    expected = []
    for start, stop in batch_bounds(192, 64):
        inputs, targets = resident.gather(order[start:stop])
        loss = functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        expected.append(loss.item())
    # Without a hidden convolution the memory format changes nothing, and the weights agree to the last digits. With
    # one, sums run in another order, and Adam turns the rounding of a gradient near 0 into a step: the losses agree.
    assert losses == pytest.approx(expected, rel=1e-6 if model == "mlp" else 1e-3)
    if model == "mlp":
        for weight_name, weight in weights_of(job).items():
            torch.testing.assert_close(weight, network.state_dict()[weight_name], rtol=1e-5, atol=1e-6)
