"""Whatever goes wrong ends the run, is named with its kind, and is told exactly once."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.data import catalog, mnist
from engine.model.edits import append_layer, delete_layers, set_params
from engine.model.templates import template
from engine.runs import writer as writer_module
from engine.runs.store import RunStore
from engine.training import saver as saver_module
from engine.training.events import Failure, RunFinished, RunStarted, StateChanged
from engine.training.step import TrainingStep
from tests.engine.training.conftest import JobMaker, WatchedJob


def failure_of(job: WatchedJob) -> Failure:
    end = job.run_to_end()
    assert end.outcome == "failed"
    assert end.failure is not None
    assert end.test_accuracy is None
    assert str(end.failure.text)
    return end.failure


def raise_in_step(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def step(self: TrainingStep, *arguments: object) -> None:
        raise error

    monkeypatch.setattr(TrainingStep, "take", step)


def full_disk(*arguments: Any, **keywords: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "best.safetensors")


def test_a_loss_that_is_not_finite_ends_the_run(make_job: JobMaker, store: RunStore) -> None:
    job = make_job("mlp", optimizer="sgd", learning_rate=10.0, epochs=20, limit_train=2000)
    failure = failure_of(job)
    assert failure.kind == "not_finite"
    assert "step" in str(failure.text)
    assert failure.hint is not None
    summary = store.list()[0]
    assert summary.status == "failed"
    assert str(summary.error) == str(failure.text)
    assert store.open(summary.name).metrics().epochs == [
        epoch for epoch in store.open(summary.name).metrics().epochs if epoch["train_loss"] is not None
    ]


def test_a_network_with_an_error_is_refused_in_its_own_words(make_job: JobMaker, store: RunStore) -> None:
    spec = delete_layers(template("softmax-regression"), [layer.id for layer in template("softmax-regression")][1:2])
    job = make_job(spec)
    failure = failure_of(job)
    assert failure.kind == "bad_model"
    assert "receives" in str(failure.text)
    assert job.seen == [job.seen[-1]]
    assert store.list() == []


def test_a_network_for_other_images_is_refused(make_job: JobMaker) -> None:
    spec = template("softmax-regression")
    spec = set_params(spec, next(layer.id for layer in spec if layer.type == "Input"), shape=(3, 32, 32))
    failure = failure_of(make_job(spec))
    assert failure.kind == "bad_model"
    assert "32×32×3" in str(failure.text)


def test_damaged_data_are_named(make_job: JobMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "_loaded", {})
    monkeypatch.setattr(mnist, "MNIST_FOLDER", tmp_path / "nowhere")
    failure = failure_of(make_job())
    assert failure.kind == "bad_data"
    assert "train-images-idx3-ubyte.gz" in str(failure.text)


@pytest.mark.skipif(torch.cuda.is_available(), reason="needs a machine without a GPU")
def test_a_gpu_that_is_not_there_is_named(make_job: JobMaker) -> None:
    failure = failure_of(make_job(device="cuda:0"))
    assert failure.kind == "device"
    assert "cuda:0" in str(failure.text)


def test_a_full_disk_while_saving_the_best_weights(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saver_module, "save_best", full_disk)
    job = make_job()
    failure = failure_of(job)
    assert failure.kind == "disk_full"
    assert "best.safetensors" in str(failure.text)
    end = job.seen[-1]
    assert isinstance(end, RunFinished)
    assert end.best_epoch is None


def test_a_full_disk_everywhere_is_still_told(
    make_job: JobMaker, store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job(epochs=3)
    job.pause()
    job.start()
    job.wait_for(StateChanged)
    monkeypatch.setattr(writer_module, "write_atomically", full_disk)
    monkeypatch.setattr(saver_module, "save_state", full_disk)
    job.resume()
    assert failure_of(job).kind == "disk_full"
    assert store.list()[0].status == "interrupted"  # its end could not be written, but nobody takes it for alive


def test_an_end_that_cannot_be_written_makes_the_run_failed(
    make_job: JobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = writer_module.write_atomically  # type: ignore[attr-defined]

    def full_at_the_end(path: Path, content: bytes) -> None:
        if b'"completed"' in content:
            full_disk()
        write(path, content)

    monkeypatch.setattr(writer_module, "write_atomically", full_at_the_end)
    assert failure_of(make_job()).kind == "disk_full"


def test_a_folder_that_cannot_be_made_is_told(make_job: JobMaker, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    job = make_job(folder=tmp_path / "file" / "run")
    failure = failure_of(job)
    assert failure.kind == "unexpected"
    assert str(tmp_path / "file") in str(failure.text)
    assert len(job.seen) == 1


def test_a_folder_that_is_in_use_is_left_alone(make_job: JobMaker, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    assert "not empty" in str(failure_of(make_job(folder=tmp_path)).text)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["thesis.txt"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB"), "out_of_memory"),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"), "out_of_memory"),
        (MemoryError(), "out_of_memory"),
        (RuntimeError("CUDA error: device-side assert triggered"), "device"),
        (RuntimeError("something else"), "unexpected"),
        (KeyError("odd"), "unexpected"),
        (SystemExit(3), "unexpected"),
    ],
)
def test_errors_in_a_step_are_named(
    make_job: JobMaker, monkeypatch: pytest.MonkeyPatch, error: BaseException, kind: str
) -> None:
    raise_in_step(monkeypatch, error)
    job = make_job()
    failure = failure_of(job)
    assert failure.kind == kind
    assert type(error).__name__ in failure.details
    assert isinstance(job.seen[0], RunStarted)


def test_memory_that_the_cpu_does_not_have_is_out_of_memory(
    make_job: JobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(self: TrainingStep, *arguments: object) -> None:
        torch.empty(2**60, dtype=torch.uint8)

    monkeypatch.setattr(TrainingStep, "take", step)
    assert failure_of(make_job()).kind == "out_of_memory"


def test_batches_of_one_image_do_not_suit_batch_normalisation(make_job: JobMaker) -> None:
    spec, _ = append_layer(template("mlp"), "BatchNorm1d", after="linear1")
    failure = failure_of(make_job(spec, batch_size=1))
    assert failure.kind == "bad_model"
    assert "needs several images in a batch, gets 1" in str(failure.text)


def test_a_single_image_left_over_does_not_stop_batch_normalisation(make_job: JobMaker) -> None:
    spec, _ = append_layer(template("mlp"), "BatchNorm1d", after="linear1")
    job = make_job(spec, batch_size=64, limit_train=129, validation_split=0.0)
    assert job.run_to_end().outcome == "completed"
    assert job.of(RunStarted)[0].steps_per_epoch == 2


def test_after_a_failure_the_next_run_works(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        raise_in_step(patch, RuntimeError("once"))
        failure_of(make_job())
    assert make_job().run_to_end().outcome == "completed"
