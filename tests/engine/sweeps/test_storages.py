"""Storages for several machines, against a real PostgreSQL: shared trials, and one that goes away and comes back."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.runs.store import RunStore
from engine.sweeps.runner import SweepRunner
from engine.sweeps.search import Search
from engine.sweeps.storages import Patience, Unreachable, check_address, open_storage, shown
from engine.sweeps.store import SweepStore
from engine.sweeps.sweep import SweepSettings
from engine.text import NetwrightError, Text
from tests.engine.sweeps.conftest import RATES, project, space
from tests.engine.sweeps.postgres import Server, binaries
from tests.engine.sweeps.test_sweeps_at_work import end, wait_for


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    programs = binaries()
    if programs is None:
        missing = "PostgreSQL is not installed; on Debian: apt-get install postgresql"
        if os.environ.get("NETWRIGHT_NEEDS_POSTGRES"):
            pytest.fail(missing)
        pytest.skip(missing)
    made = Server(programs)
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.mark.parametrize("address", ["mysql://a@b/c", "grpc://nowhere", "grpc://host:port", "postgres:", "sqlite:///x"])
def test_what_is_no_storage_is_refused_before_anything_begins(address: str) -> None:
    if address == "postgres:":  # a file of that name
        check_address(address)
    else:
        with pytest.raises(NetwrightError, match="is no storage: expected postgresql"):
            check_address(address)


def test_no_message_shows_a_password() -> None:
    assert shown("postgresql://me:secret@host:5432/db") == "postgresql://me:…@host:5432/db"


def test_a_storage_that_nobody_serves_is_told_and_asked_until_patience_ends(tmp_path: Path) -> None:
    told: list[str] = []
    left = [True, True, False]
    address = "postgresql://netwright@127.0.0.1:9/postgres"
    patience = Patience(address, lambda text: told.append(str(text)), lambda seconds: left.pop(0))
    with pytest.raises(Unreachable, match="does not answer"):
        patience.ask(lambda: open_storage(address, tmp_path / "journal.log"))
    assert len(told) == 3
    assert "127.0.0.1:9" in told[0]
    assert "refused" in told[0]


@pytest.mark.postgres
def test_two_programs_on_one_postgresql_share_the_trials_of_a_sweep(server: Server, tmp_path: Path) -> None:
    """Each is as one of another machine: with sweeps and runs of its own, and nothing in common but the storage."""
    runners = []
    for machine in ("a", "b"):
        store = SweepStore(tmp_path / machine / "sweeps")
        settings = SweepSettings(trials=5, sampler="tpe", storage=server.address)
        sweep = store.create(project(epochs=6), space(learning_rate=RATES), settings, "shared")
        runners.append(SweepRunner(sweep, RunStore(tmp_path / machine / "runs")))
    for runner in runners:
        runner.start()
    states = [end(runner) for runner in runners]
    assert [(state.status, dict(state.counts)) for state in states] == [("completed", {"completed": 5})] * 2
    assert [trial.values for trial in states[0].trials] == [trial.values for trial in states[1].trials]
    kept = [sorted(run.lineage.index for run in runner._store.list() if run.lineage) for runner in runners]
    assert sorted(kept[0] + kept[1]) == [0, 1, 2, 3, 4]


@pytest.mark.postgres
def test_a_sweep_waits_for_a_postgresql_that_is_gone_and_goes_on_when_it_is_back(server: Server) -> None:
    settings = SweepSettings(trials=3, sampler="random", storage=server.address)
    sweep = SweepStore().create(project(epochs=6), space(learning_rate=RATES), settings, "patient")
    runner = SweepRunner(sweep, RunStore())
    runner.start()
    wait_for(runner, lambda state: state.counts["running"] > 0)
    server.stop()
    state = wait_for(runner, lambda state: state.problem is not None)
    assert "does not answer" in str(state.problem)
    server.start()
    state = end(runner)
    assert (state.status, dict(state.counts), state.problem) == ("completed", {"completed": 3}, None)
    assert len(RunStore().list()) == 3


@pytest.mark.postgres
def test_the_grpc_proxy_of_a_postgresql_is_a_storage_too(server: Server, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from optuna.storages._grpc.server import make_server

    with ThreadPoolExecutor(4) as threads:
        backend: Any = open_storage(server.address, tmp_path / "unused")
        proxy = make_server(backend, "127.0.0.1", 0, threads)
        port = proxy.add_insecure_port("127.0.0.1:0")
        proxy.start()
        try:
            storage = open_storage(f"grpc://127.0.0.1:{port}", tmp_path / "unused")
            search = Search("by-proxy", project(), space(learning_rate=RATES), SweepSettings(), storage)
            found = search.next(3)
            search.begin(found, "run", "/runs")  # type: ignore[arg-type]
            assert search.failed(0, Text("It failed."), {}, []).state == "failed"
            assert search.next(3).number == 1  # type: ignore[union-attr]
        finally:
            proxy.stop(None)
    direct = Search("by-proxy", project(), space(learning_rate=RATES), SweepSettings(), backend)
    assert [trial.state for trial in direct.trials(3)] == ["failed", "running"]
