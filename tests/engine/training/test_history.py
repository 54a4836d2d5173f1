"""The epochs of a run are kept as its validation saw them, in bounded room, and never at the cost of the run."""

import errno
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save
from torch import nn

from engine.disk import Disk, using
from engine.evaluation.evaluate import evaluate
from engine.evaluation.split import images_of_split
from engine.model.build import blank, build
from engine.model.templates import template
from engine.runs.history import EpochHistory, read_history
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.checkpoint import State
from engine.training.epoch_files import EpochFile, epoch_files, superfluous
from engine.training.events import EngineWarning, HeldAtLastGood, RunFinished, StateChanged
from engine.training.failures import Cancelled
from engine.training.history import save_epoch
from engine.training.keeping import Keeper
from engine.training.progress import Progress
from engine.training.step import Batch, TrainingStep
from engine.weights import load_weights, read_tensors
from tests.engine.training.conftest import JobMaker, WatchedJob

ROOM = 10**9
SETTINGS = {"epochs": 3, "limit_train": 400, "batch_size": 40, "seed": 4, "averaging": "ema", "ema_decay": 0.9}


def run_of(job: WatchedJob) -> Run:
    assert job.run is not None
    return job.run


def epochs_of(history: EpochHistory) -> list[int]:
    return [kept.epoch for kept in history.epochs]


def test_every_epoch_is_kept_as_the_validation_saw_it_and_the_start_as_it_was(make_job: JobMaker) -> None:
    job = make_job("softmax-regression", **SETTINGS)
    assert job.run_to_end().outcome == "completed"
    run = run_of(job)
    history = read_history(run)
    assert epochs_of(history) == [0, 1, 2, 3]
    assert history.best == run.metadata().best.epoch  # type: ignore[union-attr]
    start = history.epochs[0].weights(run)
    assert all(
        torch.equal(start[name], tensor) for name, tensor in build(job.project.model, seed=4).state_dict().items()
    )
    images, network = images_of_split(run, None, "validation"), blank(job.project.model)
    for kept in history.epochs[1:]:
        network.load_state_dict(dict(kept.weights(run)))
        found = evaluate(
            network, images.images, images.labels, run.metadata().preprocessing, torch.device("cpu"), batch_size=512
        )
        assert kept.figures is not None
        assert found.loss == pytest.approx(kept.figures.validation_loss)
        assert found.accuracy == kept.figures.validation_accuracy
    best = load_weights(run.best_weights)
    same = history.epochs[history.best or 0].weights(run)
    assert all(torch.equal(best[name], same[name]) for name in best)


def at_step_11(patch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something in the second epoch, which has begun."""
    take = TrainingStep.take

    def acting(self: TrainingStep, batch: Batch, number: int, factor: float) -> None:
        take(self, batch, number, factor)
        if number == 11:
            act()

    patch.setattr(TrainingStep, "take", acting)


def within_the_second_epoch(job: WatchedJob, patch: pytest.MonkeyPatch) -> None:
    at_step_11(patch, job.cancel)


def before_the_first_epoch_is_kept(job: WatchedJob, patch: pytest.MonkeyPatch) -> None:
    keep = Keeper._keep_epoch

    def cut_off(self: Keeper, network: nn.Module, progress: Progress, *, certainly: bool) -> None:
        if progress.epochs_done == 1:
            raise Cancelled
        keep(self, network, progress, certainly=certainly)

    patch.setattr(Keeper, "_keep_epoch", cut_off)


@pytest.mark.parametrize("cut_off", [within_the_second_epoch, before_the_first_epoch_is_kept])
def test_a_resumed_run_has_the_epochs_of_an_undisturbed_one(
    make_job: JobMaker,
    store: RunStore,
    monkeypatch: pytest.MonkeyPatch,
    cut_off: Callable[[WatchedJob, pytest.MonkeyPatch], None],
) -> None:
    undisturbed = make_job("softmax-regression", **SETTINGS)
    undisturbed.run_to_end()
    job = make_job("softmax-regression", **SETTINGS)
    with monkeypatch.context() as patch:
        cut_off(job, patch)
        assert job.run_to_end().outcome == "cancelled"
    folder = run_of(job).folder
    assert len(epoch_files(folder)) < 3
    resumed = WatchedJob(job.project, store, resumed=Run(folder))
    assert resumed.run_to_end().outcome == "completed"
    assert [one.file.name for one in epoch_files(folder)] == [
        one.file.name for one in epoch_files(run_of(undisturbed).folder)
    ]


def test_a_warm_start_begins_with_the_weights_of_the_other_run(make_job: JobMaker) -> None:
    first = make_job("softmax-regression", epochs=1)
    first.run_to_end()
    second = make_job("softmax-regression", epochs=1, start_from=run_of(first).name)
    second.run_to_end()
    history = read_history(run_of(second))
    start = history.epochs[0].weights(run_of(second))
    best = load_weights(run_of(first).best_weights)
    assert all(torch.equal(start[name], best[name]) for name in best)


def test_another_network_begins_another_history(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    job = make_job("softmax-regression", **SETTINGS)
    at_step_11(monkeypatch, job.pause)
    job.start()
    job.wait_for(StateChanged, lambda event: event.state == "paused")
    job.change(replace(job.project, model=template("mlp")))
    job.resume()
    assert job.run_to_end().outcome == "completed"
    run, network = run_of(job), blank(template("mlp"))
    history = read_history(run)
    assert epochs_of(history) == [2, 3]
    for kept in history.epochs:
        network.load_state_dict(dict(kept.weights(run)))


def test_without_room_no_epoch_is_kept_and_the_best_weights_stand_for_theirs(make_job: JobMaker) -> None:
    job = make_job("softmax-regression", epochs=2, history_megabytes=0)
    job.run_to_end()
    run = run_of(job)
    assert epoch_files(run.folder) == []
    history = read_history(run)
    assert epochs_of(history) == [history.best]
    assert history.epochs[0].weights(run).keys() == load_weights(run.best_weights).keys()


def test_best_weights_that_are_ahead_of_the_record_are_not_taken_for_another_epochs(make_job: JobMaker) -> None:
    job = make_job("softmax-regression", epochs=2, history_megabytes=0)
    job.run_to_end()
    run = run_of(job)
    tensors, notes = read_tensors(run.best_weights)
    run.best_weights.write_bytes(save(tensors, notes | {"epoch": "9"}))  # the end came before the record's turn
    assert epochs_of(read_history(run)) == []


# Room


def weights(number: int) -> dict[str, torch.Tensor]:
    return {"weight": torch.full((1000,), float(number))}


def test_where_room_is_short_epochs_are_thinned_out_evenly_and_start_and_newest_stay(tmp_path: Path) -> None:
    one = save_epoch(tmp_path, weights(0), 0, 0, ROOM).stat().st_size
    room = 6 * one + 100
    for epoch in range(1, 15):
        save_epoch(tmp_path, weights(epoch), epoch, 10 * epoch, room)
        kept = epoch_files(tmp_path)
        assert sum(file.size for file in kept) <= room
        assert (kept[0].epoch, kept[-1].epoch) == (0, epoch)
    assert [file.epoch for file in kept] == [0, 4, 8, 12, 14]


def test_there_are_never_more_epochs_than_can_be_told_apart() -> None:
    files = [EpochFile(Path(str(epoch)), epoch, epoch, "", 1) for epoch in range(1001)]
    gone = {file.epoch for file in superfluous(files, ROOM)}
    assert sorted(set(range(1001)) - gone) == list(range(0, 1001, 8))


def test_a_run_that_went_back_forgets_the_epochs_of_lost_time_even_where_none_takes_their_place(
    make_job: JobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job("softmax-regression", **SETTINGS, on_not_finite="pause")
    take, keep = TrainingStep.take, Keeper.keep

    def poisoned(self: TrainingStep, batch: Batch, number: int, factor: float) -> None:
        take(self, batch, number, factor)
        if number == 20:
            next(self._setup.network.parameters()).data.fill_(float("nan"))

    def only_at_first(self: Keeper, take_state: Callable[[], State], *, save: bool = False) -> None:
        if self.good is None:
            keep(self, take_state, save=save)

    monkeypatch.setattr(TrainingStep, "take", poisoned)
    monkeypatch.setattr(Keeper, "keep", only_at_first)
    monkeypatch.setattr(
        Keeper,
        "end_epoch",
        lambda self, take_state, network, progress, last: self._keep_epoch(network, progress, certainly=True),
    )
    job.start()
    job.wait_for(HeldAtLastGood)
    files = run_of(job).folder
    deadline = time.monotonic() + 10
    while [one.epoch for one in epoch_files(files)] != [0]:  # the first two epochs had been kept
        assert time.monotonic() < deadline
        time.sleep(0.01)
    job.cancel()
    assert job.run_to_end().outcome == "cancelled"


def test_epochs_that_cost_too_much_are_left_out_but_for_the_last(
    make_job: JobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.training.keeping._HISTORY_SECONDS", -1.0)
    job = make_job("softmax-regression", epochs=4)
    job.run_to_end()
    assert [file.epoch for file in epoch_files(run_of(job).folder)] == [0, 4]


# What fails


class FullForHistory(Disk):
    """Has room for everything but epochs' weights."""

    def create(self, path: Path) -> int:
        if path.parent.name == "history":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().create(path)


def test_a_disk_that_is_full_costs_the_history_and_not_the_run(make_job: JobMaker) -> None:
    job = make_job("softmax-regression", epochs=2)
    with using(FullForHistory()):
        end: RunFinished = job.run_to_end()
    assert end.outcome == "completed"
    told = [str(event.text) for event in job.of(EngineWarning) if "single epochs" in str(event.text)]
    assert len(told) == 1
    assert "No space left on device" in told[0]
    assert read_history(run_of(job)).best == end.best_epoch


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5])


def one_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("damage", [cut_short, one_bit, Path.unlink])
def test_a_damaged_epoch_is_told_and_the_others_are_read(make_job: JobMaker, damage: Callable[[Path], object]) -> None:
    job = make_job("softmax-regression", epochs=1)
    job.run_to_end()
    run = run_of(job)
    history = read_history(run)
    start, last = history.epochs
    assert start.kept is not None
    damage(start.kept.file)
    with pytest.raises(NetwrightError, match="epoch 0 cannot be read"):
        start.weights(run)
    assert last.weights(run)


def test_what_only_looks_like_an_epoch_is_passed_over(make_job: JobMaker) -> None:
    job = make_job("softmax-regression", epochs=1)
    job.run_to_end()
    run = run_of(job)
    kept = epoch_files(run.folder)[-1]
    folder = kept.file.parent
    (folder / ".epoch.123-0123abcd.tmp").write_bytes(b"half")
    (folder / EpochFile.name(1, 999, kept.digest)).write_bytes(b"of a step that the record does not know")
    (folder / EpochFile.name(9, 90, kept.digest)).write_bytes(b"of lost time")
    assert epochs_of(read_history(run)) == [0, 1]
