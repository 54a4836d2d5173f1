"""What crashes and failing disks do to a run: ours, and Lightning's checkpoints beside it.

    uv run python -m benchmarks.crashes

prints Markdown: 1,000 times kill -9 at random moments of a training (``--kills``, see ``benchmarks.crash_training``),
each call of a checkpoint's save made to fail in seven ways (``benchmarks/faulty_disk.c``), and kill -9 while
checkpoints are saved one after the other. Needs Linux, a C compiler, and for the comparison ``uv``, which puts
Lightning into ``.tools/lightning`` beside this environment's own torch.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.crash_subjects import FAULTS, SAME_DISK
from benchmarks.machine import machine_line, table

ROOT = Path(__file__).parents[1]
LIGHTNING = (
    "lightning==2.6.6",
    "lightning-utilities==0.15.3",
    "pyyaml==6.0.4",
    "torchmetrics==1.9.0",
    "tqdm==4.70.1",
)
_ENVIRONMENT = ROOT / ".tools" / "lightning"
_OTHER_DISK = Path("/dev/shm")


@dataclass(frozen=True)
class Contender:
    """A way to save checkpoints; ``temporary`` is where Lightning's temporary files go."""

    title: str
    subject: str
    python: Path
    temporary: str = SAME_DISK


def contenders(with_lightning: bool) -> list[Contender]:
    """Ours, and Lightning with its temporary files on the checkpoints' disk and on another, as is usual for /tmp."""
    found = [Contender("Netwright", "netwright", Path(sys.executable))]
    if with_lightning:
        python = lightning_python()
        found.append(Contender("Lightning", "lightning", python))
        if _OTHER_DISK.is_dir():
            place = _OTHER_DISK / f"netwright-crashes-{os.getpid()}"
            found.append(Contender("Lightning, temporary files on another disk", "lightning", python, str(place)))
    return found


def lightning_python() -> Path:
    """The Python of an environment that has Lightning; made where it is missing."""
    python = _ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run(["uv", "venv", "--python", sys.executable, _ENVIRONMENT], check=True, stdout=sys.stderr)
        install = ["uv", "pip", "install", "--python", str(python), "--no-deps", *LIGHTNING]
        subprocess.run(install, check=True, stdout=sys.stderr)
        packages = next((_ENVIRONMENT / "lib").glob("python*")) / "site-packages"
        (packages / "torch.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return python


def compiled_shim(folder: Path) -> Path:
    """The failing disk as a library to be loaded before all others."""
    library = folder / "faulty_disk.so"
    source = ROOT / "benchmarks" / "faulty_disk.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    return library


def results(contender: Contender, folder: Path, task: str, *options: str, shim: Path | None = None) -> list[Any]:
    """The lines that ``benchmarks.crash_subjects`` prints."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    if shim is not None:
        environment["LD_PRELOAD"] = str(shim)
    script = ROOT / "benchmarks" / "crash_subjects.py"
    program = [str(contender.python), str(script), contender.subject, str(folder / "work"), task]
    try:
        done = subprocess.run(
            [*program, "--temporary", contender.temporary, *options],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    finally:
        if contender.temporary != SAME_DISK:
            shutil.rmtree(contender.temporary, ignore_errors=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def outcome(case: dict[str, Any]) -> str:
    """What became of one save that met a fault: checkpoint 2 was there, 3 was being saved."""
    if case["found"] == 0:
        return "nothing"
    if case["returned"]:
        return "saved" if case["found"] == 3 else "silent"
    return "told"


OUTCOMES = {
    "told": "told, a checkpoint is there",
    "saved": "saved all the same",
    "silent": "no word, newest lost",
    "nothing": "no checkpoint loads",
}


def faults_report(found: list[Contender], folder: Path) -> str:
    """A table of what every fault at every call came to, for each contender."""
    shim = compiled_shim(folder)
    rows = []
    for contender in found:
        print(f"faults: {contender.title}", file=sys.stderr, flush=True)
        head, *cases = results(contender, folder, "faults", shim=shim)
        calls = f"{head['calls']} calls, {head['syncs']} of them flush to the disk"
        for number, fault in enumerate(FAULTS):
            counts = Counter(outcome(case) for case in cases if case["fault"] == fault)
            names = ("", "") if number else (contender.title, calls)
            rows.append((*names, fault, *(str(counts[name]) for name in OUTCOMES)))
    return table(("", "a save", "fault", *OUTCOMES.values()), rows)


def saves_report(found: list[Contender], folder: Path, kills: int) -> str:
    """A table of what kill -9 did to checkpoints that were saved one after the other."""
    rows = []
    for contender in found:
        print(f"kills of saves: {contender.title}", file=sys.stderr, flush=True)
        (tally,) = results(contender, folder, "kills", "--kills", str(kills))
        rows.append(
            (
                contender.title,
                f"{tally['kills']:,}",
                f"{tally['saves']:,}",
                f"{tally['unreadable']:,}",
                f"{tally['lost']:,}",
            )
        )
    return table(("", "kills", "saves that returned", "no checkpoint loads", "a returned save is lost"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000, help="of a training; 0 leaves them out")
    parser.add_argument("--saves", type=int, default=1000, help="kills of a loop of saves; 0 leaves them out")
    parser.add_argument("--faults", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--lightning", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    print(machine_line(), "\n", flush=True)
    code = 0
    with tempfile.TemporaryDirectory(prefix="crashes-") as place:
        folder = Path(place)
        found = contenders(options.lightning) if options.faults or options.saves else []
        if options.faults:
            print(faults_report(found, folder), "\n", flush=True)
        if options.saves:
            print(saves_report(found, folder, options.saves), "\n", flush=True)
    if options.kills:
        command = [sys.executable, "-m", "benchmarks.crash_training", "--kills", str(options.kills)]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
    sys.exit(code)


if __name__ == "__main__":
    main()
