"""The real program on a real X display, from the first click to the kept run."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.runs.store import RunStore

ROOT = Path(__file__).parents[2]


@pytest.mark.display
@pytest.mark.timeout(300)
def test_training_by_clicking_and_drawing_digits_in_the_real_program(home: Path, tmp_path: Path) -> None:
    assert os.environ.get("DISPLAY"), "this test needs an X display; run it under xvfb-run"
    assert shutil.which("xdotool"), "this test needs xdotool"
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.drive_window", str(tmp_path / "window.png")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    assert "gave_up" not in seen, seen
    assert seen["parameters"] == 225_034
    assert seen["steps"] >= 300
    assert seen["answer_while_training"] == "1"
    assert seen["outcome"] == "cancelled"
    assert seen["answer_when_empty"] == ""
    assert seen["answer"] == "7"
    assert seen["runs"] == 1
    assert seen["exit_code"] == 0
    (run,) = RunStore().list()
    assert run.status == "cancelled"
    assert (run.folder / "best.safetensors").is_file()
