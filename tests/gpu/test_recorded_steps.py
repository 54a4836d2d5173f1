"""Steps recorded as CUDA graphs are the steps that are launched one by one."""

from collections.abc import Callable
from typing import Any

import pytest
import torch

from engine.model.build import Network
from engine.model.edits import append_layer
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.training.capture import CudaCapture
from engine.training.graphs import GraphedSteps
from engine.training.precision import numerics
from tests.engine.training.stepping import Bench, assert_same, make_bench

pytestmark = pytest.mark.gpu

RECORDED = "recorded as a CUDA graph"
SETTINGS: dict[str, Any] = {"limit_train": 2000, "batch_size": 32, "deterministic": True}  # 50 steps an epoch


def recorded(model: str | ModelSpec, epochs: int = 2, **settings: Any) -> Bench:
    bench = make_bench(model, lambda setup: CudaCapture(setup.device), "cuda", **{**SETTINGS, **settings})
    return trained(bench, epochs)


def single(model: str | ModelSpec, epochs: int = 2, **settings: Any) -> Bench:
    return trained(make_bench(model, None, "cuda", **{**SETTINGS, **settings}), epochs)


def trained(bench: Bench, epochs: int, singles: Callable[[int], bool] = lambda number: False) -> Bench:
    with numerics(bench.setup.config, bench.setup.device):
        return bench.train(epochs, singles)


def assert_close(ours: Bench, theirs: Bench) -> None:
    """Within what sums in another order make of it."""
    assert ours.sizes == theirs.sizes
    assert ours.losses == pytest.approx(theirs.losses, rel=1e-2, abs=1e-3)
    assert ours.losses[:10] == pytest.approx(theirs.losses[:10], rel=1e-4)


@pytest.mark.parametrize("model", ["mlp", "mnist-cnn", "lenet-5", "depthwise-separable"])
def test_many_steps_at_once_are_the_steps_one_by_one(model: str) -> None:
    ours = recorded(model)
    assert RECORDED in str(ours.told[0])
    assert max(ours.taken) > 1
    assert_close(ours, single(model))


def test_in_deterministic_mode_they_have_the_same_bits() -> None:
    settings: dict[str, Any] = {"averaging": "ema", "schedule": "one_cycle", "clip_norm": 1.0, "limit_train": 2010}
    ours = recorded("mnist-cnn", **settings)
    assert ours.sizes[49:51] == [32, 8]  # 1,608 images: the last batch has a graph of its own
    assert_same(ours, single("mnist-cnn", **settings))


def test_steps_taken_alone_in_between_have_the_same_bits() -> None:
    bench = make_bench("mnist-cnn", lambda setup: CudaCapture(setup.device), "cuda", **SETTINGS)
    ours = trained(bench, 2, singles=lambda number: number % 11 == 1)
    assert_same(ours, single("mnist-cnn"))


def test_dropout_draws_what_it_draws_in_single_steps() -> None:
    spec, _ = append_layer(template("mlp"), "Dropout", after="linear1")
    ours = recorded(spec)
    assert RECORDED in str(ours.told[0])
    assert_same(ours, single(spec))


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": "sgd", "momentum": 0.9, "nesterov": True, "decoupled": True, "weight_decay": 0.01},
        {"optimizer": "adamw", "weight_decay": 0.01},
        {"optimizer": "nadam"},
        {"optimizer": "radam"},
        {"optimizer": "rmsprop", "momentum": 0.5},
        {"optimizer": "adagrad"},
        {"optimizer": "adadelta", "learning_rate": 1.0},
        {"optimizer": "lion", "learning_rate": 1e-4},
        {"optimizer": "muon", "learning_rate": 0.01},
        {"mixup": 0.4, "cutmix": 1.0},
        {"augment_shift": 2.0, "augment_rotation": 10.0, "augment_elastic": 1.0},
        {"loss": "focal", "class_weights": "balanced"},
        {"loss": "bce", "l1": 1e-5},
        {"averaging": "swa"},
        {"precision": "tf32"},
        {"precision": "bf16", "deterministic": False},
    ],
    ids=lambda settings: "-".join(str(value) for value in list(settings.values())[:1] + list(settings)[:1]),
)
def test_everything_a_person_may_choose_can_be_recorded(settings: dict[str, Any]) -> None:
    ours = recorded("mnist-cnn", **settings)
    assert RECORDED in str(ours.told[0])
    theirs = single("mnist-cnn", **settings)
    assert ours.losses[:10] == pytest.approx(theirs.losses[:10], rel=5e-2)
    assert all(torch.isfinite(tensor).all() for tensor in ours.tensors().values())


@pytest.mark.parametrize(("settings", "reason"), [({"precision": "fp16"}, "float16"), ({"accumulate": 2}, "parts")])
def test_what_cannot_be_recorded_is_taken_one_by_one_with_the_reason(settings: dict[str, Any], reason: str) -> None:
    ours = recorded("mnist-cnn", **settings)
    assert reason in str(ours.told[0])
    assert set(ours.taken) == {1}


def test_after_a_recording_that_failed_everything_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Layers that wait for the device cannot be recorded; afterwards dropout draws, and another run is recorded."""
    spec, _ = append_layer(template("mlp"), "Dropout", after="linear1")
    forward = Network.forward

    def waits(self: Network, *images: torch.Tensor) -> torch.Tensor:
        assert float(images[0].sum()) is not None
        return forward(self, *images)

    with monkeypatch.context() as patched:
        patched.setattr(Network, "forward", waits)
        ours = recorded(spec)
        assert "one step at a time" in str(ours.told[0])
        assert_same(ours, single(spec))
    assert torch.cuda.current_stream() == torch.cuda.default_stream()
    again = recorded(spec)
    assert RECORDED in str(again.told[0])
    assert_same(again, ours)


def test_memory_is_given_back() -> None:
    used = []
    for _ in range(4):
        bench = recorded("mnist-cnn", epochs=1)
        assert isinstance(bench.runner, GraphedSteps)
        bench.runner.close()
        del bench
        torch.cuda.synchronize()
        torch.cuda.empty_cache()
        used.append(torch.cuda.memory_reserved())
    assert used[-1] <= used[1]
