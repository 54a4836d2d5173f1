"""Feeds random, changed and hostile input to everything that reads files, and counts what came of it.

    uv run python -m benchmarks.fuzz --inputs 100000

Hypothesis draws the inputs. Only a :class:`NetwrightError` may come out of reading one, and nothing may take long or
much memory. An input that breaks this is saved, and the command fails.
"""

import argparse
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from benchmarks.fuzz_inputs import inputs
from engine.model.analysis import analyse
from engine.model.code.fuzzing import fuzz_code
from engine.model.code.reading import Reading
from engine.model.foreign.keras_json import read_keras_json
from engine.model.foreign.onnx_graph import read_onnx_bytes
from engine.model.serial import model_from_data, model_to_data
from engine.model.snippets import from_text
from engine.project import parse_project
from engine.text import NetwrightError

Reader = Callable[[bytes], object]
MOST_SECONDS = 10.0
MOST_BYTES = 256 * 2**20
"""No single input may take longer, or make the program hold more, than this."""


def read_project(content: bytes) -> None:
    project = parse_project(content.decode("utf-8", "replace"))
    try:  # a project that was opened can be shown and saved
        analyse(project.model, project.context())
        written = project.to_json().encode().decode()
    except NetwrightError as error:
        raise AssertionError(f"opened, but {error}") from error
    again = parse_project(written)
    if again.model != project.model or again.to_json() != written:  # places are rounded when they are written
        raise AssertionError("what was read does not survive being written")


def read_layers(content: bytes) -> None:
    from_text(content.decode("utf-8", "replace"))


def read_keras(content: bytes) -> None:
    _check(read_keras_json(content.decode("utf-8", "replace"), "fuzz"))


def read_onnx(content: bytes) -> None:
    _check(read_onnx_bytes(content, "fuzz"))


def read_code(content: bytes) -> None:
    if not fuzz_code(content):
        raise NetwrightError("nothing to open")


def _check(reading: Reading) -> None:
    """What was read must be a network that a project can hold."""
    spec = reading.spec
    if spec is None:
        raise NetwrightError("nothing to open")
    for note in reading.notes:
        str(note.text).encode()
    try:
        kept = model_from_data(model_to_data(spec))
        analyse(spec)
    except NetwrightError as error:
        raise AssertionError(f"opened, but {error}") from error
    if kept != spec:
        raise AssertionError("what was read does not survive in a file")


READERS: dict[str, Reader] = {
    "projects": read_project,
    "copied layers": read_layers,
    "PyTorch code": read_code,
    "Keras models": read_keras,
    "ONNX files": read_onnx,
}


@dataclass
class Report:
    """How many inputs of each kind were opened and refused, how many failed, and the slowest one's seconds."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    slowest: float = 0.0
    slowest_input: str = ""


def fuzz(number: int, start: int = 0, failures: Path = Path("fuzz-failures")) -> Report:
    """Read so many inputs, evenly of all kinds; ``start`` seeds what is drawn."""
    report = Report()
    for position, (kind, reader) in enumerate(READERS.items()):
        share = number // len(READERS) + (position < number % len(READERS))
        if share:
            _fuzz_kind(kind, reader, share, start, report, failures)
    return report


def _fuzz_kind(kind: str, reader: Reader, share: int, start: int, report: Report, failures: Path) -> None:
    done = 0

    @seed(start)
    @settings(
        max_examples=share, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(inputs(kind))
    def read(content: bytes) -> None:
        nonlocal done
        if done == share:  # hypothesis may try a few more
            return
        done += 1
        began = time.perf_counter()
        try:
            reader(content)
            report.counts[f"{kind}: opened"] += 1
        except NetwrightError:
            report.counts[f"{kind}: refused"] += 1
        except Exception as error:
            report.failed += 1
            _save(failures, f"{start}-{done}-{kind.replace(' ', '-')}", content, f"{type(error).__name__}: {error}")
        took = time.perf_counter() - began
        if took > report.slowest:
            report.slowest, report.slowest_input = took, f"{kind} number {done} of seed {start}"
        if took > MOST_SECONDS:
            report.failed += 1
            _save(failures, f"{start}-{done}-{kind.replace(' ', '-')}-slow", content, f"took {took:.1f} s")

    read()


def _save(folder: Path, name: str, content: bytes, reason: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    print(f"{folder / name}: {ascii(reason)[:240]}", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    began = time.perf_counter()
    report = fuzz(arguments.inputs, arguments.seed)
    for name in sorted(report.counts):
        print(f"{name:28s} {report.counts[name]:8,}")
    total = sum(report.counts.values())
    print(f"{total:,} inputs read in {time.perf_counter() - began:.0f} s, {report.failed} failed,", end=" ")
    print(f"the slowest took {report.slowest:.2f} s ({report.slowest_input})")
    tracemalloc.start()
    fuzz(500, arguments.seed + 1)
    peak = tracemalloc.get_traced_memory()[1]
    print(f"largest memory while reading 500 more: {peak / 2**20:.0f} MB")
    return 1 if report.failed or peak > MOST_BYTES else 0


if __name__ == "__main__":
    sys.exit(main())
