"""One run, or group of runs, set against all others: which differences are more than chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.comparison.answers import Answers, compared
from engine.comparison.figures import RunFigures
from engine.comparison.seeds import SeedGroup, seed_groups
from engine.comparison.significance import group_test
from engine.comparison.verdict import ONE_TRAINING, Verdict, corrected, many_comparisons, of_answers, of_groups, refused
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

AnswersOf = Callable[[Run], Answers]
"""The answers of a run to its test images; raises :class:`NetwrightError` where there are none."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict for each other run or group, and what is to be kept in mind with them."""

    reference: str
    verdicts: tuple[Verdict, ...]
    notes: tuple[Text, ...]


def judge(runs: Sequence[RunFigures], reference: int, answers_of_run: AnswersOf, *, by_seeds: bool) -> Judgement:
    """Set the run at that place against all others; ``by_seeds`` takes runs that differ in their seed together.

    Groups are compared by their test accuracies, single runs by their answers. What ``answers_of_run`` raises other
    than :class:`NetwrightError` ends the work.
    """
    groups = seed_groups(runs) if by_seeds else tuple(SeedGroup((run,)) for run in runs)
    ours = next(group for group in groups if runs[reference] in group.runs)
    known: dict[str, Answers | NetwrightError] = {}

    def answers(group: SeedGroup) -> Answers:
        run = group.runs[0]
        key = str(run.run.folder)
        if key not in known:
            try:
                known[key] = _answers(run, answers_of_run)
            except NetwrightError as error:
                known[key] = error
        found = known[key]
        if isinstance(found, NetwrightError):
            raise found
        return found

    verdicts = corrected([_verdict(ours, group, answers) for group in groups if group is not ours])
    tested = sum(verdict.test is not None for verdict in verdicts)
    notes = [*([many_comparisons(tested)] if tested > 1 else []), *_left_out(groups)]
    if any(verdict.test is not None and len(ours.runs) == 1 for verdict in verdicts):
        notes.append(ONE_TRAINING)
    return Judgement(ours.name, verdicts, tuple(notes))


def _answers(run: RunFigures, answers_of_run: AnswersOf) -> Answers:
    if run.error is not None:
        raise NetwrightError(run.error.template, "", **run.error.values)
    if run.summary.status == "running":
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{run} is still training; it can be compared when it has ended."), run=run.name
        )
    together = run.metadata is not None and run.metadata.members  # of other runs, whose weights it answers with
    if not together and not run.run.best_weights.is_file():
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{run} has no weights: it ended before its first epoch."), run=run.name
        )
    return answers_of_run(run.run)


def _verdict(first: SeedGroup, second: SeedGroup, answers: Callable[[SeedGroup], Answers]) -> Verdict:
    names = first.name, second.name
    try:
        if len(first.runs) == len(second.runs) == 1:
            one, other = answers(first), answers(second)
            return of_answers(one, other, compared(one, other))
        _check_groups(first, second)
    except NetwrightError as error:
        return refused(*names, error.text)
    return of_groups(first, second, group_test(first.accuracies, second.accuracies))


def _check_groups(first: SeedGroup, second: SeedGroup) -> None:
    for group in (first, second):
        if len(group.runs) == 1:
            raise NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "{run} is one run and cannot be set against the mean of several seeds: repeat it with other seeds, "
                    "or compare run by run.",
                ),
                run=group.name,
            )
        if len(group.accuracies) < 2:
            raise NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "{group}: expected at least two complete runs of different seeds with a test accuracy, "
                    "found {count}.",
                ),
                group=group.name,
                count=len(group.accuracies),
            )
    data = {
        (run.metadata.dataset, run.metadata.fingerprint)
        for group in (first, second)
        for run in group.counted
        if run.metadata is not None
    }
    if len(data) > 1:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine",
                "{first} and {second} learned from different data: their accuracies cannot be set against each other.",
            ),
            first=first.name,
            second=second.name,
        )


def _left_out(groups: Sequence[SeedGroup]) -> list[Text]:
    """Runs of a group that say nothing of its mean."""
    left_out = [run.name for group in groups if len(group.runs) > 1 for run in group.runs if run not in group.counted]
    if not left_out:
        return []
    return [
        Text(
            QT_TRANSLATE_NOOP(
                "engine",
                "Left out of the means, for they are not complete or have the seed of another one: {runs}.",
            ),
            {"runs": ", ".join(left_out)},
        )
    ]
