"""A committee on MNIST: members by recipe, chosen by validation images alone, then tested once. Target: 99.80 %.

``python -m benchmarks.ensembles --state FOLDER --members 9 --side-by-side 2``. All is kept in FOLDER: a member that is
trained is not trained again, one that was cut off goes on from its last checkpoint, and more members can be added by
the same command with a larger number. The choice is written to ``FOLDER/choice.json`` before an answer to a test image
is looked at, and is not changed afterwards while the members are the same. (Each run tests itself when it ends, as all
runs do; nothing here reads that.) Progress goes to stderr, the table to stdout and to ``--out``.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.committee import KINDS, RECIPES, USUAL, Plan, members, train, trained
from benchmarks.machine import machine_line, table
from engine.ensembles.selection import averaged, choose_members, standing_of
from engine.evaluation.classification import wilson_interval
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError

if TYPE_CHECKING:
    from engine.evaluation.observations import Observations
    from engine.training.events import Split

TARGET = 0.998


@dataclass(frozen=True)
class Committee:
    """The members that are trained, and how often the choice takes each."""

    runs: tuple[Run, ...]
    picks: tuple[int, ...]


def train_all(arguments: Sequence[str], names: Sequence[str], side_by_side: int) -> None:
    """Train members in processes of their own, so many at a time; raises :class:`SystemExit` where one fails."""
    threads = max(1, (os.cpu_count() or 1) // side_by_side)
    environment = os.environ | {"OMP_NUM_THREADS": str(threads)}
    waiting, running = deque(names), dict[str, subprocess.Popen[bytes]]()
    try:
        while waiting or running:
            while waiting and len(running) < side_by_side:
                name = waiting.popleft()
                command = [sys.executable, "-m", "benchmarks.ensembles", *arguments, "--only", name]
                running[name] = subprocess.Popen(command, env=environment)
            for name, process in list(running.items()):
                if process.poll() is not None:
                    del running[name]
                    if process.returncode:
                        raise SystemExit(f"{name} was not trained (exit code {process.returncode})")
            time.sleep(0.5)
    finally:
        for process in running.values():
            process.terminate()
            process.wait()


def observed(run: Run, split: "Split") -> "Observations":
    """What a member says of every image of a split."""
    from engine.evaluation.observe import observe_run

    return observe_run(run, None, split, "cpu", lambda: False, lambda done, total: None).observations


def choose(state: Path, runs: Sequence[Run]) -> Committee:
    """How often each member is taken, by the validation images alone; what was chosen once stands."""
    file, names = state / "choice.json", [run.name for run in runs]
    if file.is_file():
        known = json.loads(file.read_text(encoding="utf-8"))
        if known["members"] == names:
            return Committee(tuple(runs), tuple(known["picks"]))
    seen = [observed(run, "validation") for run in runs]
    picks = choose_members([one.probabilities for one in seen], seen[0].labels)
    state.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"members": names, "picks": picks}) + "\n", encoding="utf-8")
    return Committee(tuple(runs), picks)


def soups(state: Path, runs: Sequence[Run]) -> list[tuple[str, ...]]:
    """A row for the plain and the greedy soup of the first kind of network that has several members."""
    from engine.ensembles.soup import make_soup

    kinds: dict[str, list[Run]] = {}
    for run in runs:
        kinds.setdefault(run.name.rpartition("-")[0], []).append(run)
    several = next((name for name, found in kinds.items() if len(found) > 1), None)
    if several is None:
        return []
    rows: list[tuple[str, ...]] = []
    for words, choose in (("plain", False), ("greedy", True)):
        try:
            made = make_soup(RunStore(state / "made"), kinds[several], choose=choose, name=f"{words}-soup").metadata()
        except NetwrightError as error:  # the greedy one may be the best member alone
            rows.append((f"{words} soup of {several}: {error.text}", "", "", "", ""))
            continue
        figures = (made.validation_accuracy or 0.0, made.test_accuracy or 0.0)
        rows.append((f"{words} soup of {several}", str(len(made.members)), *map(_accuracy, figures), ""))
    return rows


def made(state: Path, committee: Committee) -> Run:
    """The chosen committee as a run that stands alone, left in ``FOLDER/made``."""
    from engine.ensembles.making import make_ensemble

    taken = [(run, pick) for run, pick in zip(committee.runs, committee.picks, strict=True) if pick]
    runs, shares = zip(*taken, strict=True)
    return make_ensemble(RunStore(state / "made"), runs, shares=shares, name="committee")


def report(committee: Committee, plan: Plan, state: Path) -> str:
    """Every member, their mean, and what they are together, on validation and test images."""
    runs, picks = committee.runs, committee.picks
    validation, test = ([observed(run, split) for run in runs] for split in ("validation", "test"))
    rows: list[tuple[str, ...]] = []
    for run, pick, *seen in zip(runs, picks, validation, test, strict=True):
        seconds = run.metadata().seconds / 60
        rows.append((run.name, str(pick), *(_accuracy(one.right.mean()) for one in seen), f"{seconds:.0f}"))
    means = [sum(float(one.right.mean()) for one in part) / len(part) for part in (validation, test)]
    rows.append(("mean of the members", "", *map(_accuracy, means), ""))
    best = max(range(len(runs)), key=lambda place: float(validation[place].right.mean()))
    rows.append(
        ("the best by validation", "", *(_accuracy(part[best].right.mean()) for part in (validation, test)), "")
    )
    every = [_together(part, [1] * len(runs)) for part in (validation, test)]
    rows.append(("all of them, alike", "", *map(_accuracy, every), ""))
    chosen = [_together(part, picks) for part in (validation, test)]
    rows += soups(state, runs)
    rows.append(("**chosen by validation**", "", *(f"**{_accuracy(one)}**" for one in chosen), ""))
    images = len(test[0])
    low, high = wilson_interval(round(chosen[1] * images), images)
    training = runs[0].project().training
    found = (
        f"Test accuracy **{_accuracy(chosen[1])}** of the chosen committee (95 % interval {_accuracy(low)} to "
        f"{_accuracy(high)}; target {_accuracy(TARGET)}): {sum(pick > 0 for pick in picks)} of {len(runs)} members. "
        f"Recipe `{plan.recipe}`, {training.epochs} epochs, {len(validation[0]):,} validation images. "
        f"{_wrong_together(test)} {machine_line()}."
    )
    return found + "\n\n" + table(("Member", "Picked", "Validation", "Test", "Minutes"), rows) + "\n"


def _wrong_together(seen: Sequence["Observations"]) -> str:
    """How far the members' mistakes are the same: what no weights can mend."""
    wrong = np.sum([~one.right for one in seen], axis=0)
    every, half = int((wrong == len(seen)).sum()), int((2 * wrong >= len(seen)).sum())
    return f"Of the test images {every} are answered wrong by every member, {half} by at least half of them."


def _together(seen: Sequence["Observations"], weights: Sequence[int]) -> float:
    return standing_of(averaged([one.probabilities for one in seen], weights), seen[0].labels).accuracy


def _accuracy(value: float) -> str:
    return f"{value:.4f}"


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(arguments: Iterable[str] | None = None) -> int:
    """Parse the arguments, train what is missing, choose, test; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", type=Path, required=True, help="the folder that keeps members, choice and tables")
    parser.add_argument("--members", type=int, default=9, help="how many")
    parser.add_argument("--kinds", default=",".join(USUAL), help=f"of {', '.join(KINDS)}, in turn")
    parser.add_argument("--recipe", default="mnist-best", choices=RECIPES)
    parser.add_argument("--epochs", type=int, help="instead of the recipe's")
    parser.add_argument("--limit-train", type=int, help="use only so many training images, for a trial")
    parser.add_argument("--side-by-side", type=int, default=1, help="so many members learn at once")
    parser.add_argument("--only", help="train this one member and do nothing else")
    parser.add_argument("--report", action="store_true", help="choose among the members that are complete; train none")
    parser.add_argument("--out", type=Path, help="write the table to this file as well")
    given = list(sys.argv[1:] if arguments is None else arguments)
    chosen = parser.parse_args(given)
    kinds = tuple(chosen.kinds.split(","))
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        parser.error(f"--kinds: expected some of {', '.join(KINDS)}, found {', '.join(unknown)}")
    if chosen.members < 1 or chosen.side_by_side < 1:
        parser.error("--members and --side-by-side: expected at least 1")
    plan, store = Plan(chosen.recipe, chosen.epochs, chosen.limit_train), RunStore(chosen.state / "members")
    wanted = list(members(kinds, chosen.members))
    if chosen.only is not None:
        for member in wanted:
            if member[0] == chosen.only:
                train(store, plan, *member, tell=_tell)
        return 0
    if not chosen.report:
        missing = [member[0] for member in wanted if trained(store, plan, *member) is None]
        train_all(given, missing, chosen.side_by_side)
    runs = [run for member in wanted if (run := trained(store, plan, *member)) is not None]
    if not runs:
        parser.error("no member is complete yet")
    committee = choose(chosen.state, runs)
    text = report(committee, plan, chosen.state)
    if sum(pick > 0 for pick in committee.picks) > 1:
        run = made(chosen.state, committee)
        text += f"\nAs one run, `{run.name}`: test accuracy {_accuracy(run.metadata().test_accuracy or 0.0)}.\n"
    print(text, end="")
    for file in (chosen.state / "report.md", chosen.out):
        if file is not None:
            file.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
