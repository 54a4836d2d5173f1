"""A run once more: the same bits here, and a word about everything that is otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.model.templates import template
from engine.project import Project
from engine.runs.again import differences, verdict
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.events import RunFinished
from engine.training.job import TrainingJob
from tests.engine.runs.making import edit


def trained(job: TrainingJob) -> Run:
    job.start()
    assert job.join(120)
    events = [job.events.get() for _ in range(job.events.qsize())]
    assert isinstance(events[-1], RunFinished)
    assert events[-1].outcome == "completed", events[-1].failure
    assert job.run is not None
    return job.run


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run]:
    """A short real training, with dropout and random changes of its images, and the same again."""
    store = RunStore(tmp_path_factory.mktemp("again") / "runs")
    whole = Project.from_template("mlp")
    values = {"device": "cpu", "epochs": 2, "limit_train": 1_000, "augment_shift": 2, "tune": False}
    project = replace(whole, training=whole.training.model_copy(update=values), model=template("mlp"))
    first = trained(TrainingJob(project, store, "first"))
    assert differences(first) == []
    return first, trained(TrainingJob.again(first, store))


def test_a_run_again_comes_to_the_same_bits_and_says_so(pair: tuple[Run, Run]) -> None:
    first, again = pair
    lineage = again.metadata().lineage
    assert lineage is not None
    assert (lineage.relation, lineage.parent) == ("again", "first")
    assert again.metadata().plan == first.metadata().plan
    assert again.project() == first.project()
    assert again.metrics().step_losses.tobytes() == first.metrics().step_losses.tobytes()
    assert again.best_weights.read_bytes() == first.best_weights.read_bytes()
    found = verdict(first, again)
    assert found.same
    assert str(found.text).startswith("The same bits: all 26 steps")


def test_every_kind_of_difference_is_found_where_it_is(pair: tuple[Run, Run], tmp_path: Path) -> None:
    first, again = pair

    def with_metrics(change: tuple[str, str]) -> str:
        folder = tmp_path / change[1][:20].replace("/", "-").replace('"', "")
        folder.mkdir()
        for file in again.folder.iterdir():
            if file.is_file():
                (folder / file.name).write_bytes(file.read_bytes())
        copy = Run(folder)
        copy.metrics_file.write_text(copy.metrics_file.read_text().replace(*change))
        return str(verdict(first, copy).text)

    figures = again.metrics()
    loss = f"{figures.step_losses[0]:.9g}"
    assert with_metrics((loss, "9.5")) == "Not the same bits: the runs differ from step 1 on."
    epoch = str(figures.epochs[1]["validation_loss"])
    assert with_metrics((epoch, "7.25")) == "Not the same bits: the runs differ in the figures of epoch 2."
    copy = Run(tmp_path / "9.5")
    copy.metrics_file.write_bytes(again.metrics_file.read_bytes())
    assert verdict(first, copy).same
    edit(copy.metadata_file, test_loss=1.5)
    assert str(verdict(first, copy).text).endswith("in the test figures.")
    copy.metadata_file.write_bytes(again.metadata_file.read_bytes())
    copy.best_weights.write_bytes(b"other")
    assert str(verdict(first, copy).text).endswith("in the weights.")
    copy.metrics_file.write_text("")
    assert not verdict(first, copy).same


def test_what_is_not_as_it_was_is_told_beforehand_the_gravest_first(pair: tuple[Run, Run]) -> None:
    _, run = pair
    before = run.metadata_file.read_bytes()
    versions = {**run.metadata().versions, "torch": "1.0", "safetensors": "0.1"}
    edit(
        run.metadata_file,
        versions=versions,
        platform="AmigaOS 3",
        device="cuda:0",
        device_name="Voodoo 2",
        fingerprint="sha256:other",
        epochs_done=1,
        plan={"memory_format": "contiguous", "threads": 4_000, "rewrites": []},
    )
    found = differences(run)
    run.metadata_file.write_bytes(before)
    texts = [str(one.text) for one in found]
    assert [one.decides for one in found] == [True, True, True, False, False, False, False]
    for part in ("other examples", "It ran on cuda:0 (Voodoo 2)", "torch was 1.0", "ended after epoch 1 of 2"):
        assert any(part in text for text in texts), part
    for part in ("4000 threads", "safetensors was 0.1", "AmigaOS 3"):
        assert any(part in text for text in texts), part
