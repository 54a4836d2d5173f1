"""The probe: what it finds, remembers, forgets, and leaves as it was. Nothing here asks how fast anything is."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

from engine.model.build import Network, build
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.training.tuning import probe
from engine.training.tuning.plan import REWRITES, ExecutionPlan, PlanMeasurement
from engine.training.tuning.plan_cache import MOST_PLANS, keep, key_of, recall
from engine.training.tuning.probe import choose_plan
from engine.training.tuning.threads import ALL_THREADS, compute_alone

CPU = torch.device("cpu")
Found = tuple[ExecutionPlan, tuple[PlanMeasurement, ...]]
FOUND: Found = (
    ExecutionPlan("contiguous", 1, ("crop",)),
    (PlanMeasurement(ExecutionPlan("contiguous", 1, ("crop",)), 1.5), PlanMeasurement(ExecutionPlan.plain(CPU), 2.0)),
)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow and busy the machine of the tests is: a few rounds are measured to their end, and kept."""
    monkeypatch.setattr(probe, "_SECONDS", 0.0)
    monkeypatch.setattr(probe, "_MOST_SECONDS", 1e9)
    monkeypatch.setattr(probe, "_TOO_SLOW_SECONDS", 1e9)
    monkeypatch.setattr(probe, "_BUSY", 1e9)


@pytest.fixture(autouse=True)
def _threads() -> Iterator[None]:
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)


def choose(
    spec: ModelSpec,
    file: Path,
    should_stop: Callable[[], bool] = lambda: False,
    batch_size: int = 8,
    make: Callable[[], Network] | None = None,
) -> Found:
    return choose_plan(spec, make or (lambda: build(spec, seed=0)), (1, 28, 28), batch_size, CPU, file, should_stop)


def never_built() -> Network:
    raise AssertionError("measured though it was known")


def test_a_convolutional_network_is_measured_in_both_layouts_and_with_rewrites(tmp_path: Path) -> None:
    plan, measured = choose(template("mnist-cnn"), tmp_path / "plans.json")
    assert plan in [one.plan for one in measured]
    assert {one.plan.memory_format for one in measured} == {"channels_last", "contiguous"}
    assert {(), ("pool-first", "crop"), REWRITES} <= {one.plan.rewrites for one in measured}
    assert {one.plan.threads for one in measured} >= {1, ALL_THREADS}
    assert all(one.milliseconds > 0 for one in measured)
    assert [one.milliseconds for one in measured] == sorted(one.milliseconds for one in measured)


def test_a_network_without_images_inside_is_measured_for_threads_alone(tmp_path: Path) -> None:
    _, measured = choose(template("mlp"), tmp_path / "plans.json")
    assert {(one.plan.memory_format, one.plan.rewrites) for one in measured} == {("contiguous", ())}


def test_what_was_measured_once_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "new" / "plans.json"
    first = choose(template("mlp"), file)
    assert choose(template("mlp"), file, make=never_built) == first
    with pytest.raises(AssertionError):
        choose(template("mlp"), file, batch_size=9, make=never_built)
    with pytest.raises(AssertionError):
        choose(template("softmax-regression"), file, make=never_built)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"version": 1, "plans": []}',
        b'{"version": 99, "plans": {}}',
        b'{"version": 1, "plans": {"KEY": 7}}',
        b'{"version": 1, "plans": {"KEY": {"plan": {"memory_format": "contiguous"}, "measured": []}}}',
        b'{"version": 1, "plans": {"KEY": {"plan": {"memory_format": "contiguous", "threads": 1, "rewrites": ["?"]}}}}',
    ],
)
def test_a_damaged_file_is_measured_anew_and_mended(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plans.json"
    spec = template("softmax-regression")
    file.write_bytes(content.replace(b"KEY", key_of(spec, (1, 28, 28), 8).encode()))
    found = choose(spec, file)
    assert found[1]
    assert choose(spec, file, make=never_built) == found


def test_the_file_stays_small(tmp_path: Path) -> None:
    file = tmp_path / "plans.json"
    for number in range(MOST_PLANS + 3):
        keep(file, str(number), FOUND)
    assert len(json.loads(file.read_bytes())["plans"]) == MOST_PLANS
    assert recall(file, "2") is None
    assert recall(file, str(MOST_PLANS + 2)) == FOUND


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    plan, measured = choose(template("softmax-regression"), tmp_path / "file" / "plans.json")
    assert plan in [one.plan for one in measured]


def test_stopping_gives_the_plain_plan_and_remembers_nothing(tmp_path: Path) -> None:
    file = tmp_path / "plans.json"
    answers = iter([False] * 5)
    assert choose(template("mnist-cnn"), file, lambda: next(answers, True)) == (ExecutionPlan.plain(CPU), ())
    assert not file.exists()


def test_what_should_stop_raises_comes_through(tmp_path: Path) -> None:
    def cancelled() -> bool:
        raise KeyError("cancelled")

    with pytest.raises(KeyError, match="cancelled"):
        choose(template("mlp"), tmp_path / "plans.json", cancelled)


def test_a_network_that_is_too_slow_gets_the_plain_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "_TOO_SLOW_SECONDS", 0.0)
    assert choose(template("mnist-cnn"), tmp_path / "plans.json") == (ExecutionPlan.plain(CPU), ())


def test_when_time_runs_out_what_is_known_so_far_counts_for_this_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "_MOST_SECONDS", 0.0)
    file = tmp_path / "plans.json"
    plan, measured = choose(template("mnist-cnn"), file)
    assert (plan, measured) == (ExecutionPlan.plain(CPU), ())
    assert not file.exists()


def test_what_was_measured_beside_other_programs_is_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "_BUSY", 0.0)
    file = tmp_path / "plans.json"
    plan, measured = choose(template("mnist-cnn"), file)
    assert {one.plan.threads for one in measured} == {1, ALL_THREADS}
    assert plan in [one.plan for one in measured]
    assert not file.exists()


def test_threads_and_random_numbers_are_as_before(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(5)
    expected = torch.random.get_rng_state()
    choose(template("lenet-5"), tmp_path / "plans.json")
    assert torch.get_num_threads() == 1
    assert torch.equal(torch.random.get_rng_state(), expected)


def test_a_gpu_computes_as_the_network_stands(tmp_path: Path) -> None:
    file = tmp_path / "plans.json"
    found = choose_plan(template("mlp"), never_built, (1, 28, 28), 8, torch.device("cuda"), file, lambda: False)
    assert found == (ExecutionPlan("contiguous", ALL_THREADS), ())
    assert not file.exists()


def test_a_thread_that_computes_alone_leaves_the_others_their_team() -> None:
    torch.set_num_threads(ALL_THREADS)
    seen: list[int] = []

    def work() -> None:
        compute_alone()
        torch.ones(100, 100) @ torch.ones(100, 100)
        seen.append(torch.get_num_threads())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [1]
    assert torch.get_num_threads() == ALL_THREADS
