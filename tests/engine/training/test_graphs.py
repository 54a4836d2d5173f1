"""Steps taken many at once have the bits of steps taken one by one. What is recorded is done again at each replay: on a
GPU by a CUDA graph, here by the same work called anew."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import nn

from engine.data import batches
from engine.model.edits import append_layer
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.training import graphs
from engine.training.failures import Cancelled
from engine.training.graphs import GraphedSteps
from engine.training.step_buffer import LARGEST_PORTION
from tests.engine.training.stepping import Bench, Rehearsal, assert_same, make_bench

Maker = Callable[..., Bench]


@pytest.fixture
def make() -> Iterator[Maker]:
    """Make a bench: ``steps`` of a portion, or none for steps one by one."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)

    def made(
        steps: int | None, model: str | ModelSpec = "mlp", capture: Rehearsal | None = None, **settings: Any
    ) -> Bench:
        if steps is None:
            return make_bench(model, **settings)
        rehearsal = capture or Rehearsal(steps)
        return make_bench(model, lambda setup: rehearsal, **settings)

    yield made
    torch.set_num_threads(threads)


def capture_of(bench: Bench) -> Rehearsal:
    assert isinstance(bench.runner, GraphedSteps)
    assert isinstance(bench.runner._capture, Rehearsal)
    return bench.runner._capture


@pytest.mark.parametrize("steps", [1, 3, 4, 10, 100])
def test_any_number_of_steps_at_once_gives_the_bits_of_single_ones(make: Maker, steps: int) -> None:
    ours, theirs = make(steps).train(2), make(None).train(2)
    assert ours.sizes == [20] * 10 + [20] * 10  # 200 images to train on
    assert max(ours.taken) == min(steps, 10)
    assert_same(ours, theirs)


def test_the_last_batch_may_be_smaller_or_larger(make: Maker) -> None:
    smaller = make(4, limit_train=240).train(2)  # 192 = 9 · 20 + 12
    assert smaller.sizes[:10] == [20] * 9 + [12]
    assert_same(smaller, make(None, limit_train=240).train(2))
    larger = make(4, limit_train=251, validation_split=0.2).train(2)  # 201 = 9 · 20 + 21
    assert larger.sizes[:10] == [20] * 9 + [21]
    assert_same(larger, make(None, limit_train=251, validation_split=0.2).train(2))


def test_one_batch_may_hold_everything(make: Maker) -> None:
    assert_same(make(5, batch_size=1000).train(2), make(None, batch_size=1000).train(2))


@pytest.mark.parametrize(
    "settings",
    [
        {"schedule": "one_cycle", "optimizer": "sgd", "learning_rate": 0.1},
        {"schedule": "cosine", "warmup_epochs": 0.5, "optimizer": "adamw", "weight_decay": 0.01},
        {"averaging": "ema", "ema_decay": 0.9},
        {"clip_norm": 0.5, "clip_value": 0.01, "l1": 1e-4},
        {"mixup": 0.4, "cutmix": 1.0, "label_smoothing": 0.1},
        {"augment_shift": 2.0, "augment_rotation": 10.0, "augment_scale": 0.1},
        {"augment_crop": 2, "augment_noise": 0.1, "augment_blur": 1.0, "augment_random": 2},
        {"optimizer": "lion", "learning_rate": 1e-4},
        {"optimizer": "muon", "learning_rate": 0.01},
        {"optimizer": "sgd", "momentum": 0.9, "decoupled": True, "weight_decay": 0.01},
        {"loss": "focal", "class_weights": "balanced"},
    ],
    ids="-".join,
)
def test_every_part_of_a_step_gives_the_same_bits(make: Maker, settings: dict[str, Any]) -> None:
    settings = {"limit_train": 240, **settings}
    assert_same(make(4, **settings).train(2), make(None, **settings).train(2))


def test_convolutions_and_batch_norm_give_the_same_bits(make: Maker) -> None:
    settings = {"limit_train": 130, "averaging": "ema"}
    ours = make(3, "depthwise-separable", **settings).train(2)
    assert any("running_mean" in name for name in ours.tensors())
    assert_same(ours, make(None, "depthwise-separable", **settings).train(2))


def test_random_layers_draw_by_the_number_of_the_step(make: Maker) -> None:
    spec, _ = append_layer(template("mlp"), "Dropout", after="linear1")
    ours, theirs = make(4, spec).train(2), make(None, spec).train(2)
    assert ours.taken[:3] == [4, 4, 2]
    assert {steps for steps, _ in recorded_of(ours)} == {1}  # each is seeded by itself
    assert_same(ours, theirs)


def recorded_of(bench: Bench) -> list[tuple[int, int]]:
    assert isinstance(bench.runner, GraphedSteps)
    return list(bench.runner._recorded)


def test_steps_taken_alone_in_between_change_nothing(make: Maker) -> None:
    settings = {"schedule": "one_cycle", "averaging": "ema", "limit_train": 240}
    ours = make(4, **settings).train(2, singles=lambda number: number in (1, 2, 7, 13))
    assert ours.taken[:4] == [1, 1, 4, 1]
    assert_same(ours, make(None, **settings).train(2))


def test_an_epoch_goes_on_from_any_position(make: Maker) -> None:
    theirs = make(None, limit_train=240, mixup=0.3).train(1)
    ours = make(4, limit_train=240, mixup=0.3)
    ours.begin(1)
    for _ in range(2):
        ours.once()
    ours.begin(1, ours.position)
    ours.finish()
    assert_same(ours, theirs)


def test_an_epoch_goes_on_with_another_batch_size_between_two_batches(make: Maker) -> None:
    benches = []
    for steps in (3, None):
        bench = make(steps, limit_train=250)
        bench.begin(1, 33)
        bench.finish()
        assert bench.sizes == [20] * 8 + [7]
        benches.append(bench)
    assert_same(*benches)


def test_warming_up_leaves_no_trace(make: Maker) -> None:
    bench = make(4, averaging="ema", limit_train=240)
    before = {name: tensor.clone() for name, tensor in bench.tensors().items()}
    places = {name: tensor.data_ptr() for name, tensor in bench.tensors().items()}
    bench.begin(1)

    def stop() -> None:
        raise Cancelled

    assert isinstance(bench.runner, GraphedSteps)
    bench.runner._check = stop
    with pytest.raises(Cancelled):
        bench.runner.take()
    assert capture_of(bench).warmed_up == 1
    assert not len(bench.buffer)
    assert bench.setup.average is not None
    assert not bench.setup.average.begun
    for name, tensor in bench.tensors().items():
        assert torch.equal(tensor, before[name]), name
        assert tensor.data_ptr() == places[name]  # a recorded step finds it where it was
    assert all(weight.grad is None for weight in bench.setup.network.parameters())


def test_what_is_chosen_is_told_once(make: Maker) -> None:
    bench = make(4).train(2)
    assert [str(text) for text in bench.told] == ["The GPU takes up to 4 steps at a time, recorded as a CUDA graph."]
    assert capture_of(bench).recorded == 2
    assert capture_of(bench).paced == len(bench.taken)


def test_a_portion_has_room_in_the_buffer_and_in_memory(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(make(1000, batch_size=2).train(1).taken) == LARGEST_PORTION
    monkeypatch.setattr(graphs, "_MOST_BYTES", 75 * 28 * 28 * 4)
    assert make(1000).train(1).taken == [3, 3, 3, 1]  # of 20 images in float32


def test_images_that_are_read_from_the_disk_are_not_recorded(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    resident = make(None).train(1)
    monkeypatch.setattr(batches, "_RESIDENT_SHARE", 0.0)
    streamed = make(4).train(1)
    assert_same(streamed, resident)
    assert set(streamed.taken) == {1}
    assert [str(text).partition(": ")[2] for text in streamed.told] == [
        "the images are read from the disk batch by batch."
    ]


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_where_recording_fails_steps_go_on_one_by_one_with_the_reason(make: Maker, failing: int) -> None:
    def refuses(recorded: int) -> Exception | None:
        if recorded != failing:
            return None
        error = RuntimeError("the capture was {invalidated}")
        error.__context__ = ValueError("operation not permitted when stream is capturing")
        return error

    settings = {"limit_train": 240, "averaging": "ema"}
    ours = make(4, capture=Rehearsal(4, refuses), **settings).train(2)
    assert_same(ours, make(None, **settings).train(2))
    assert set(ours.taken) == {1}
    assert capture_of(ours).closed
    told = (
        "The GPU takes one step at a time, not many as a CUDA graph: operation not permitted when stream is capturing."
    )
    assert [str(text) for text in ours.told] == [told]


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"accumulate": 2}, "batches are computed in parts"),
        ({"micro_batch": 5}, "batches are computed in parts"),
    ],
)
def test_what_cannot_be_recorded_is_told_without_trying(make: Maker, settings: dict[str, Any], reason: str) -> None:
    ours = make(4, **settings).train(1)
    assert_same(ours, make(None, **settings).train(1))
    assert capture_of(ours).recorded == capture_of(ours).warmed_up == 0
    assert len(ours.told) == 1
    assert reason in str(ours.told[0])


def test_when_memory_runs_out_in_a_single_step_nothing_is_replayed_any_more(
    make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = make(4)
    ours.begin(1)
    ours.once()
    ours.step.images_at_once = 10  # as TrainingStep does it then
    ours.once(alone=True)
    ours.finish()
    assert ours.taken == [4] + [1] * 6
    assert capture_of(ours).closed
    assert "batches are computed in parts" in str(ours.told[-1])


def test_dropout_of_recurrent_layers_is_not_recorded(make: Maker) -> None:
    bench = make(4)
    bench.setup.network.add_module("recurrent", nn.LSTM(4, 4, num_layers=2, dropout=0.5))
    bench.begin(1)
    bench.once()
    assert capture_of(bench).recorded == 0
    assert "recurrent layers" in str(bench.told[0])


def test_the_next_epoch_is_drawn_ahead_and_is_the_same(make: Maker) -> None:
    bench = make(4)
    bench.begin(1)
    bench.finish()
    assert isinstance(bench.runner, GraphedSteps)
    ahead = bench.runner._ahead
    assert ahead is not None
    assert ahead[0] == 2
    bench.begin(2)
    order: NDArray[np.int64] = bench.runner._static.inputs.order.numpy()
    assert sorted(order.tolist()) == list(range(200))
    assert torch.equal(bench.runner._static.inputs.order, ahead[1].order)


def test_a_runner_gives_back_what_it_holds(make: Maker) -> None:
    bench = make(4).train(1)
    bench.runner.close()
    assert capture_of(bench).closed
