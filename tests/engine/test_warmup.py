"""Loading torch behind the window: in stages, only after the window is shown, and to be abandoned."""

import json
import subprocess
import sys
from pathlib import Path

from engine.warmup import Warmup

ROOT = Path(__file__).parents[2]

WATCHED = """
import json, sys, threading, time
from engine.warmup import Warmup
told, torch_before = [], None
gate = threading.Event()
def tell(stage):
    told.append((stage, "torch" in sys.modules))
    gate.set()
warmup = Warmup(modules=("json.tool",), dataset="mnist", told=tell)
warmup.start()
gate.wait(30)
time.sleep(0.1)
waiting = list(told)
warmup.proceed()
warmup.join(60)
print(json.dumps({"waiting": waiting, "told": told, "error": str(warmup.error)}))
"""


def test_torch_is_imported_only_after_the_window_is_shown_and_every_stage_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], capture_output=True, text=True, cwd=ROOT, timeout=120, check=True
    )
    found = json.loads(done.stdout)
    assert found["waiting"] == [["libraries", False]]
    assert [stage for stage, _ in found["told"]] == ["libraries", "ready", "modules"]
    assert dict(found["told"])["ready"] is True
    assert found["error"] == "None"


def test_an_abandoned_warm_up_ends_without_importing_what_was_left() -> None:
    told: list[str] = []
    warmup = Warmup(modules=("no_such_module",), told=told.append)
    warmup.start()
    warmup.abandon()
    warmup.join(30)
    assert not warmup.is_alive()
    assert "ready" not in told


def test_a_module_that_cannot_be_loaded_is_remembered_and_the_rest_goes_on() -> None:
    told: list[str] = []
    warmup = Warmup(modules=("no_such_module",), told=told.append)
    warmup.start()
    warmup.proceed()
    warmup.join(60)
    assert told == ["libraries", "ready", "modules"]
    assert isinstance(warmup.error, ModuleNotFoundError)
