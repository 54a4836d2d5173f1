"""Loading torch behind the window: in stages, told one by one, and to be abandoned."""

import json
import subprocess
import sys
from pathlib import Path

from engine.warmup import Warmup

ROOT = Path(__file__).parents[2]

WATCHED = """
import json, sys
from engine.warmup import Warmup
before = "torch" in sys.modules
told = []
tell = lambda stage: told.append((stage, "torch" in sys.modules))
warmup = Warmup(modules=("json.tool",), dataset="mnist", told=tell)
warmup.start()
warmup.join(60)
from engine.data import catalog
print(json.dumps({"before": before, "told": told, "data": list(catalog._loaded), "error": str(warmup.error)}))
"""


def test_torch_and_the_dataset_are_loaded_in_the_background_and_every_stage_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], capture_output=True, text=True, cwd=ROOT, timeout=120, check=True
    )
    found = json.loads(done.stdout)
    assert found["before"] is False
    assert found["told"] == [["libraries", False], ["ready", True], ["modules", True]]
    assert found["data"] == ["mnist"]
    assert found["error"] == "None"


def test_an_abandoned_warm_up_ends_without_importing_what_was_left() -> None:
    told: list[str] = []
    warmup = Warmup(modules=("no_such_module",), told=told.append)
    warmup.abandon()
    warmup.start()
    warmup.join(30)
    assert not warmup.is_alive()
    assert told == []


def test_a_module_that_cannot_be_loaded_is_remembered_and_the_rest_goes_on() -> None:
    told: list[str] = []
    warmup = Warmup(modules=("no_such_module",), told=told.append)
    warmup.start()
    warmup.join(60)
    assert told == ["libraries", "ready", "modules"]
    assert isinstance(warmup.error, ModuleNotFoundError)
