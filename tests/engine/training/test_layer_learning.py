"""Layers that learn in their own way: frozen, at another rate, with penalties, from an earlier run's weights."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.model import blocks, edits
from engine.model.build import build
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.events import RunFinished
from engine.training.failures import BadModelError
from engine.training.job import TrainingJob
from engine.training.layer_learning import Penalty, parameter_groups, penalties
from engine.weights import load_weights

SHORT = TrainingConfig(epochs=1, limit_train=256, batch_size=64, device="cpu")


def learned(spec: ModelSpec, store: RunStore, name: str) -> tuple[Run | None, RunFinished]:
    job = TrainingJob(replace(Project.from_template("mlp"), model=spec, training=SHORT), store, name)
    job.start()
    assert job.join(120)
    *_, last = _drained(job)
    assert isinstance(last, RunFinished)
    return job.run, last


def _drained(job: TrainingJob) -> list[object]:
    events: list[object] = []
    while not job.events.empty():
        events.append(job.events.get_nowait())
    return events


def test_a_frozen_layer_keeps_its_weights_while_the_others_learn(tmp_path: Path) -> None:
    spec = edits.set_learning(template("mlp"), "linear1", trainable=False)
    run, finished = learned(spec, RunStore(tmp_path), "frozen")
    assert run is not None
    assert finished.outcome == "completed"
    first, last = build(spec, seed=SHORT.seed).state_dict(), load_weights(run.best_weights)
    assert torch.equal(first["linear1.weight"], last["linear1.weight"])
    assert not torch.equal(first["linear2.weight"], last["linear2.weight"])


def test_rates_and_penalties_of_layers_reach_the_optimizer() -> None:
    spec = edits.set_learning(template("mlp"), "linear2", rate_factor=0.1, l2=0.5, l1=1e-3)
    network, config = build(spec, seed=0), TrainingConfig(learning_rate=0.01, weight_decay=0.25)
    first, second = parameter_groups(network, config)
    assert (first["lr"], first["weight_decay"], len(first["params"])) == (0.01, 0.25, 4)
    assert second["lr"] == pytest.approx(0.001)
    assert second["weight_decay"] == 0.5
    assert second["names"] == ["linear2.weight", "linear2.bias"]
    members = network.get_submodule("linear2").parameters()
    assert [id(weight) for weight in second["params"]] == [id(weight) for weight in members]
    (penalty,) = penalties(network)
    assert (penalty.factor, len(penalty.parameters)) == (1e-3, 2)


def test_the_l1_penalty_of_the_hyperparameters_adds_to_those_of_layers() -> None:
    spec = edits.set_learning(template("mlp"), "linear2", l1=0.5)
    spec = edits.set_learning(spec, "linear1", trainable=False)
    own, rest = sorted(penalties(build(spec, seed=0), 0.25), reverse=True, key=lambda penalty: penalty.factor)
    assert [(own.factor, len(own.parameters)), (rest.factor, len(rest.parameters))] == [(0.75, 2), (0.25, 2)]


def test_groups_carry_the_names_of_the_state_dict() -> None:
    for name in ("mnist-cnn", "vit-small", "row-lstm"):
        network = build(template(name), seed=0)
        named = dict(network.named_parameters())
        for group in parameter_groups(network, TrainingConfig()):
            assert [id(named[name]) for name in group["names"]] == [id(weight) for weight in group["params"]]


def test_a_network_without_settings_of_its_own_is_one_group() -> None:
    (group,) = parameter_groups(build(template("mnist-cnn"), seed=0), TrainingConfig())
    assert len(group["params"]) == 8


def test_an_l1_penalty_adds_its_gradient() -> None:
    weight = torch.nn.Parameter(torch.tensor([2.0, -3.0, 0.0]))
    weight.sum().backward()  # type: ignore[no-untyped-call]
    Penalty([weight], 0.5).add_gradient()
    assert weight.grad is not None
    assert weight.grad.tolist() == [1.5, 0.5, 1.0]


def test_settings_inside_a_block_count_with_those_of_its_use() -> None:
    spec = edits.set_learning(template("mlp"), "linear1", rate_factor=0.5)
    spec, use = blocks.group(spec, ("linear1", "relu1"), "Stage")
    spec = edits.set_learning(spec, use, rate_factor=0.5)
    rates = {group["lr"] for group in parameter_groups(build(spec, seed=0), TrainingConfig(learning_rate=1.0))}
    assert rates == {0.25, 1.0}


def test_a_network_with_every_layer_frozen_says_so() -> None:
    spec = template("softmax-regression")
    frozen = edits.set_learning(spec, "linear1", trainable=False)
    with pytest.raises(BadModelError, match="nothing to learn"):
        parameter_groups(build(frozen, seed=0), TrainingConfig())


def test_a_layer_starts_from_the_weights_of_an_earlier_run(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    run, _ = learned(template("mlp"), store, "first")
    assert run is not None
    spec = edits.set_learning(template("mlp"), "linear1", initialisation="run", run="first", trainable=False)
    again, finished = learned(spec, store, "second")
    assert again is not None
    assert finished.outcome == "completed"
    given, kept = load_weights(run.best_weights), load_weights(again.best_weights)
    assert torch.equal(given["linear1.weight"], kept["linear1.weight"])


def test_a_run_whose_weights_do_not_fit_is_named(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    learned(template("mlp"), store, "first")
    spec = edits.set_params(template("mlp"), "linear1", out_features=32)
    spec = edits.set_learning(spec, "linear1", initialisation="run", run="first")
    run, finished = learned(spec, store, "second")
    assert run is None
    assert finished.failure is not None
    assert "the run first, which has 256×784" in str(finished.failure.text)
