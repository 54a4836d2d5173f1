"""How the benchmark talks with a peer: lines of JSON, so that rounds of all peers can take turns.

A peer is started with the folder of the data as its argument. It says ``{"versions": …}`` when it is ready, then
answers every ``{"steps": n}`` with ``{"seconds": s, "losses": […]}``: n training steps, and how long they took.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

MEAN, STD = 0.1307, 0.3081
SCALE, SHIFT = 1 / (255 * STD), -MEAN / STD
"""Of a pixel from 0 to 255: the same normalisation in two operations."""
BATCH = 64
LEARNING_RATE = 0.001

Run = Callable[[int], tuple[float, list[float]]]
"""Takes so many steps; returns the seconds and, where the peer has them, each step's loss."""


def serve(prepare: Callable[[Path], tuple[Run, dict[str, str]]]) -> None:
    """Answer until the benchmark closes the pipe. What a library prints goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    run, versions = prepare(Path(sys.argv[1]))
    _say(answers, {"versions": versions})
    for line in sys.stdin:
        seconds, losses = run(int(json.loads(line)["steps"]))
        _say(answers, {"seconds": seconds, "losses": losses})


def _say(answers: TextIO, data: object) -> None:
    answers.write(json.dumps(data) + "\n")
    answers.flush()
