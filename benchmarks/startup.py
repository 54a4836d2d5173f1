"""How soon can a person work? Times a start of the window against ``import torch``, in turn and in one run.

``uv run python -m benchmarks.startup`` prints a Markdown table: medians in seconds and the ratios that count, each of
them the median of the ratios within a pair (one start of the window, one import of torch). Needs no display.

* shown: from the start of the process until the window has been painted and a layer was added to the canvas;
* ready: until torch and MNIST are loaded, so that Train starts at once;
* modules: until the curves can be drawn too;
* stall: the longest time between two turns of the event loop on the way.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from statistics import median

from benchmarks.machine import machine_line, table

TARGETS = {"shown": 0.35, "ready": 1.2, "modules": None}
STALL_TARGET_MS = 250

IMPORT_TORCH = "import time; began = time.perf_counter(); import torch; print(time.perf_counter() - began)"


def main() -> int:
    """Run the pairs and print the table; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pairs", type=int, default=7)
    chosen = arguments.parse_args()
    starts, imports = [], []
    for _ in range(chosen.pairs + 1):  # the first pair warms the disk's cache and is dropped
        imports.append(float(_run([sys.executable, "-c", IMPORT_TORCH])))
        starts.append(json.loads(_run([sys.executable, "-m", "benchmarks.startup_child"])))
    starts, imports = starts[1:], imports[1:]
    print(machine_line())
    print()
    rows, missed = [["`import torch`", f"{median(imports):.2f} s", "1", ""]], False
    for name, target in TARGETS.items():
        ratio = median(start[name] / torch for start, torch in zip(starts, imports, strict=True))
        wanted = "" if target is None else f"≤ {target}"
        rows.append([name, f"{median(start[name] for start in starts):.2f} s", f"{ratio:.2f}", wanted])
        missed |= target is not None and ratio > target
    stall = median(start["stall_ms"] for start in starts)
    worst = max(start["stall_ms"] for start in starts)
    rows.append(["longest stall", f"{stall:.0f} ms (worst {worst:.0f} ms)", "", f"≤ {STALL_TARGET_MS} ms"])
    missed |= stall > STALL_TARGET_MS
    print(table(["", f"median of {chosen.pairs}", "× `import torch`", "target"], rows))
    return int(missed)


def _run(command: list[str]) -> str:
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled modules are cached, as on a person's machine
    environment["NETWRIGHT_BENCH_BEGAN"] = str(time.time())
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=True)
    return done.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
