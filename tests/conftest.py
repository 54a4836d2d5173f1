"""What every test can rely on: no display, no network settings, a home of its own and no thread left behind."""

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# English, whatever the machine speaks; Qt reads these once, so they are set before it is imported.
for _name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"
# Networks of tests are small: a second thread gains nothing, and waits for its turn where other work runs beside.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# Workers of groups and sweeps take all cores, which the tests beside them take as well: who waits shall not spin.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

# No example is timed, for machines are noisy. A CI tries the same ones each time, as Hypothesis advises: a change is
# judged by what it changes. Others are tried wherever else the tests run.
settings.register_profile(
    "netwright",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("netwright")

LONGEST = ("engine/sweeps", "engine/distributed", "engine/training/stacked", "engine/ensembles", "engine/cli")
"""Folders whose files take minutes though their tests are few."""
_GRACE = 3.0
"""Seconds that a thread which was told to end may take to do so."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that at the end no process waits for another's."""
    tests, folder = Counter(item.path for item in items), Path(__file__).parent

    def place(item: pytest.Item) -> tuple[int, int, str]:
        name = item.path.relative_to(folder).as_posix()
        found = next((number for number, start in enumerate(LONGEST) if name.startswith(f"{start}/")), len(LONGEST))
        return found, -tests[item.path], name

    items.sort(key=place)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh NETWRIGHT_HOME (runs, settings) for each test; the person's own is never touched."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("NETWRIGHT_HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    return folder


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a non-daemon thread running: such a thread would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _GRACE
    leaked = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in leaked:
        thread.join(max(0.0, deadline - time.monotonic()))
    alive = [thread.name for thread in leaked if thread.is_alive()]
    assert not alive, f"the test left threads running: {', '.join(alive)}"
