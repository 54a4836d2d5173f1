"""A training whose network starts from weights that are not here brings them first, visibly, and Stop gives that up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.model.spec import ModelSpec
from engine.runs.store import RunStore
from engine.training.events import DownloadProgressed, RunStarted, StepsCompleted
from tests.engine.model.backbone_cases import network_of, params_of
from tests.engine.model.weights_server import FAMILY, WeightsServer, real_state, serving
from tests.engine.training.conftest import JobMaker, seconds_until


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    with serving(real_state(), tmp_path / "torch", monkeypatch) as found:
        yield found


@pytest.fixture
def spec() -> ModelSpec:
    return network_of(params_of(FAMILY, weights="pretrained"))


def files(folder: Path) -> list[str]:
    return [file.name for file in (folder / "torch").rglob("*") if file.is_file()]


def test_weights_are_downloaded_once_before_the_run_begins(
    make_job: JobMaker, server: WeightsServer, spec: ModelSpec
) -> None:
    job = make_job(spec, limit_train=64)
    assert job.run_to_end().outcome == "completed"
    kinds = [type(event) for event in job.seen]
    told = job.of(DownloadProgressed)
    assert kinds.index(RunStarted) == len(told)
    assert [event.done for event in told] == sorted(event.done for event in told)
    assert (told[-1].name, told[-1].done, told[-1].total) == (FAMILY, len(server.content), len(server.content))
    again = make_job(spec, limit_train=64)
    assert again.run_to_end().outcome == "completed"
    assert again.of(DownloadProgressed) == []
    assert server.requests == 1


def test_stop_gives_a_download_up_and_leaves_no_run(
    make_job: JobMaker, server: WeightsServer, spec: ModelSpec, store: RunStore, tmp_path: Path
) -> None:
    server.stop_after = 300_000
    job = make_job(spec, limit_train=64)
    job.start()
    job.wait_for(DownloadProgressed)
    assert server.stalled.wait(5)
    job.cancel()
    assert seconds_until(lambda: job.state == "cancelled") < 0.5
    assert job.run_to_end().outcome == "cancelled"
    assert job.of(StepsCompleted) == []
    assert store.list() == []
    assert files(tmp_path) == []


def test_a_download_that_fails_ends_the_training_with_its_sentence(
    make_job: JobMaker, server: WeightsServer, spec: ModelSpec
) -> None:
    server.status = 404
    end = make_job(spec, limit_train=64).run_to_end()
    assert end.outcome == "failed"
    assert end.failure is not None
    assert "404" in str(end.failure.text)
    assert end.failure.hint is not None
