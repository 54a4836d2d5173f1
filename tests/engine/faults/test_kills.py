"""A handful of what ``benchmarks.crashes`` does by the thousand: a training that is killed again and again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(sys.platform != "linux", reason="forks, and counts its threads")
def test_a_training_that_is_killed_again_and_again_ends_with_the_bits_of_an_undisturbed_one() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.crash_training", "--kills", "4", "--images", "800", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-3000:]
    tally = json.loads(done.stdout.splitlines()[-1])
    assert tally["unreadable"] == []
    assert tally["beyond_an_interval"] == []
    assert tally["different"] == []
    assert tally["kills"] == 4
    assert tally["runs"] >= 1
    assert tally["resumed"] >= 1
    assert tally["epochs_read"] >= 1
