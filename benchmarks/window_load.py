"""Does the window hold out: a flood of events, curves of a million steps, a hundred trainings one after the other?

``uv run python -m benchmarks.window_load`` opens the real window three times, each in a process of its own, and prints
a Markdown table. Needs no display. ``--part`` measures one of the three alone.

* flood: a job tells 10,000 single steps a second, with evaluations, epochs and health between them; the event loop's
  beat, the steps that arrived, and how long after its telling the end arrived;
* draw: both plots with ``--steps`` steps behind them, a frame from the call to the pixels, while the curve grows and
  while a person moves along it;
* memory: resident memory after 5 and after ``--cycles`` short real trainings, each of a project opened anew.

``work`` is the processor's time of the window's thread, which other programs on the machine do not lengthen.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from benchmarks.machine import machine_line, table

STALL_TARGET_MS, DRAW_TARGET_MS, MEMORY_TARGET = 100.0, 16.0, 1.05
PARTS = ("flood", "draw", "memory")


def main() -> int:
    """Run the parts and print the table; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=10, help="of the flood")
    arguments.add_argument("--steps", type=int, default=1_000_000)
    arguments.add_argument("--cycles", type=int, default=100)
    arguments.add_argument("--size", default="1280x720", help="of the window")
    arguments.add_argument("--part", choices=PARTS, action="append")
    arguments.add_argument("--child", choices=PARTS, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.child:
        print(json.dumps(_measure(chosen)))
        return 0
    rows: list[list[str]] = []
    missed = False
    for part in chosen.part or PARTS:
        found = _in_a_process_of_its_own(part, sys.argv[1:])
        more, failed = {"flood": _flood_rows, "draw": _draw_rows, "memory": _memory_rows}[part](found)
        rows += more
        missed |= failed
    print(machine_line())
    print()
    print(table(["", "measured", "target"], rows))
    return int(missed)


def _measure(chosen: argparse.Namespace) -> dict[str, Any]:
    from benchmarks import window_load_parts as parts

    size = tuple(map(int, chosen.size.split("x")))
    match chosen.child:
        case "flood":
            return parts.flood(size, chosen.seconds)
        case "draw":
            return parts.draw(size, chosen.steps)
        case _:
            return parts.memory(size, chosen.cycles)


def _in_a_process_of_its_own(part: str, arguments: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.window_load", *arguments, "--child", part]
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    with tempfile.TemporaryDirectory() as home:
        environment["NETWRIGHT_HOME"] = home
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=True)
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _flood_rows(found: dict[str, Any]) -> tuple[list[list[str]], bool]:
    told, arrived = found["told"], found["arrived"]
    stalls = f"{found['longest']:.0f} ms (99 %: {found['p99']:.0f}; work {found['work']:.0f})"
    rows = [
        [f"flood: {found['rate']:,.0f} events/s, ticks that told them", f"{found['ticks']:,}", ""],
        ["flood: steps told, steps in the curve", f"{told:,}, {arrived:,}", "equal"],
        ["flood: event loop, longest stall", stalls, f"≤ {STALL_TARGET_MS:.0f} ms"],
        ["flood: the end, from its telling to the window", f"{found['end_ms']:.0f} ms", "arrives"],
    ]
    return rows, told != arrived or found["longest"] > STALL_TARGET_MS


def _draw_rows(found: dict[str, Any]) -> tuple[list[list[str]], bool]:
    rows, missed = [], False
    for name, frames in found["frames"].items():
        figures = f"{frames['median']:.1f} ms (95 %: {frames['p95']:.1f}; work {frames['work']:.1f})"
        rows.append([f"draw {found['steps']:,} steps: {name}", figures, f"≤ {DRAW_TARGET_MS:.0f} ms"])
        missed |= frames["median"] > DRAW_TARGET_MS
    return rows, missed


def _memory_rows(found: dict[str, Any]) -> tuple[list[list[str]], bool]:
    early, late, ratio = found["early"], found["late"], found["late"] / found["early"]
    rows = [
        ["memory after 5 trainings", f"{early / 2**20:.0f} MB", ""],
        [f"memory after {found['cycles']} trainings", f"{late / 2**20:.0f} MB, {ratio:.3f} ×", f"≤ {MEMORY_TARGET} ×"],
    ]
    return rows, ratio > MEMORY_TARGET


if __name__ == "__main__":
    sys.exit(main())
