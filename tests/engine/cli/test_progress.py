"""What a run's events become on stderr, and what they come to in the end."""

import re
from pathlib import Path

import numpy as np
import pytest

from engine.cli.output import complain, duration, number, percent, print_json
from engine.cli.progress import LiveReporter, PlainReporter
from engine.cli.result import RunResult
from engine.text import Text
from engine.training.events import (
    DownloadProgressed,
    EngineWarning,
    EpochCompleted,
    EvaluationProgressed,
    Event,
    Failure,
    RunFinished,
    RunStarted,
    StepsCompleted,
)

EPOCH_LINE = (
    "epoch 1/2  training loss 0.5000 accuracy 85.00 %"
    "  validation loss 0.2500 accuracy 90.00 %  1,000 images/s  best so far"
)
STARTED = RunStarted("first", Path("/runs/first"), 2, 100, 6400, 1600, "cpu", "A CPU", 225_034)


def steps(epoch: int, first: int, count: int) -> StepsCompleted:
    return StepsCompleted(
        epoch, first, np.full(count, 0.5, np.float32), np.full(count, 0.75, np.float32), images_per_second=1234.5
    )


def epoch(number: int, speed: float, best: bool, validation: float | None = 0.25) -> EpochCompleted:
    accuracy = None if validation is None else 0.9
    return EpochCompleted(number, number * 100, 0.5 / number, 0.85, validation, accuracy, 5.0, speed, best)


def finished(outcome: str = "completed", best: int | None = 1) -> RunFinished:
    return RunFinished(outcome, 2, best, 0.2, 0.95, 12.0)  # type: ignore[arg-type]


def test_plain_lines_tell_each_epoch_and_now_and_then_a_step() -> None:
    lines: list[str] = []
    times = iter([0.0, 0.0, 5.0, 10.0, 11.0, 12.0, 13.0])
    told = PlainReporter(lines.append, clock=lambda: next(times))
    for event in (STARTED, steps(1, 1, 20), steps(1, 21, 30), steps(1, 51, 9), epoch(1, 1000, True)):
        told.show(event)
    told.show(EngineWarning(Text("{what} is slow", {"what": "it"})))
    told.close()
    assert lines == [
        "preparing: loading torch and the data",
        "first: 225,034 parameters, 6,400 training and 1,600 validation images, on cpu (A CPU)",
        "epoch 1/2  step 50/200  loss 0.5000 accuracy 75.00 %  1,234 images/s  0:30 left",
        EPOCH_LINE,
        "warning: it is slow",
    ]


def test_a_download_is_told_at_its_start_now_and_then_and_at_its_end() -> None:
    lines: list[str] = []
    times = iter([0.0, 0.0, 1.0, 12.0, 13.0])
    told = PlainReporter(lines.append, clock=lambda: next(times))
    for done in (0, 1, 22, 45):
        told.show(DownloadProgressed("resnet18", done * 2**20, 45 * 2**20))
    assert lines[1:] == [
        "downloading the weights of resnet18: 0.0 of 45 MB (0 %)",
        "downloading the weights of resnet18: 22 of 45 MB (48 %)",
        "downloading the weights of resnet18: 45 of 45 MB (100 %)",
    ]


def test_without_a_validation_split_an_epoch_names_none() -> None:
    lines: list[str] = []
    told = PlainReporter(lines.append)
    told.show(STARTED)
    told.show(epoch(1, 1000, False, validation=None))
    assert "validation" not in lines[-1]


def test_the_live_bar_shows_epoch_figures_and_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "140")
    told = LiveReporter()
    events: list[Event] = [DownloadProgressed("resnet18", 22 * 2**20, 44 * 2**20), STARTED]
    events += [steps(1, 1, 50), EvaluationProgressed("validation", 800, 1600), epoch(1, 900, True)]
    for event in (*events, steps(2, 101, 20)):
        told.show(event)
    told.close()
    captured = capsys.readouterr()
    written = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", captured.err)
    assert captured.out == ""
    assert "first: 225,034 parameters" in written
    assert "epoch 1/2  training loss 0.5000" in written
    assert re.search(r"epoch 2/2 .*60%.*loss 0\.500  accuracy 75\.0 %  1,234 images/s", written)


def test_the_result_holds_the_figures_of_the_weights_that_were_kept() -> None:
    result = RunResult()
    for event in (STARTED, epoch(1, 1000, True), epoch(2, 500, False), finished(best=1)):
        result.add(event)
    data = result.to_data()
    assert data["run"] == "first"
    assert data["folder"] == "/runs/first"
    assert data["epochs"] == 2
    assert data["best_epoch"] == 1
    assert data["train_loss"] == 0.5
    assert (data["val_loss"], data["val_accuracy"]) == (0.25, 0.9)
    assert (data["test_loss"], data["test_accuracy"]) == (0.2, 0.95)
    assert data["images_per_second"] == pytest.approx(2000 / 3)  # as many images at each speed
    assert data["device"] == "cpu"


def test_a_run_that_failed_before_its_first_epoch_has_a_result_too() -> None:
    result = RunResult()
    result.add(STARTED)
    failure = Failure("not_finite", Text("The loss is NaN."), None, "")
    result.add(RunFinished("failed", 0, None, None, None, 1.0, failure))
    data = result.to_data()
    assert (data["outcome"], data["error"], data["epochs"]) == ("failed", "The loss is NaN.", 0)
    assert data["val_loss"] is None
    assert data["images_per_second"] is None


def test_json_has_no_nan_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"loss": float("nan"), "inner": {"list": [1.5, float("inf")]}, "name": "网"})
    assert capsys.readouterr().out == '{"loss": null, "inner": {"list": [1.5, null]}, "name": "\\u7f51"}\n'


def test_a_complaint_is_one_line_whatever_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    complain("first\n  second")
    assert capsys.readouterr().err == "netwright: first second\n"


def test_figures_are_written_as_people_read_them() -> None:
    assert [percent(0.98765), percent(None), number(0.12345), number(None)] == ["98.77 %", "–", "0.1235", "–"]
    assert [duration(5), duration(245.4), duration(3723)] == ["0:05", "4:05", "1:02:03"]
