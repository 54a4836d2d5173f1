"""What the tests say of two runs, or two groups of runs, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.comparison.answers import Answers
from engine.comparison.seeds import SeedGroup
from engine.comparison.significance import GroupTest, PairedTest, holm
from engine.text import QT_TRANSLATE_NOOP, Text

LEVEL = 0.05
"""Below this chance a difference counts as more than chance."""
FEW_SEEDS = 5
_RAREST = 1e-6
_NEARLY_ALWAYS = 0.985


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether ``second`` is better or worse than ``first``, both named. Without a ``test``, ``refusal`` says why.

    ``accuracies`` are those of the two, the mean of a group's. ``p`` is corrected for how many comparisons were made.
    """

    first: str
    second: str
    test: PairedTest | GroupTest | None
    accuracies: tuple[float, float] = (0.0, 0.0)
    p: float = 1.0
    refusal: Text | None = None
    details: tuple[Text, ...] = ()

    @property
    def is_more_than_chance(self) -> bool:
        """Whether the difference counts."""
        return self.test is not None and self.p < LEVEL

    @property
    def headline(self) -> Text:
        """The verdict in a sentence or two."""
        test = self.test
        if test is None:
            assert self.refusal is not None
            return self.refusal
        first_better = test.difference <= 0
        better, worse = (self.first, self.second) if first_better else (self.second, self.first)
        high, low = self.accuracies if first_better else self.accuracies[::-1]
        values = {
            "better": better,
            "worse": worse,
            "points": _points(abs(test.difference)),
            "high": _percent(high),
            "low": _percent(low),
            "chance": chance(self.p),
        }
        if self.is_more_than_chance:
            return Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "{better} is better than {worse} by {points} points ({high} against {low}). "
                    "Were both equally good, a difference this large would come by chance in {chance} comparisons.",
                ),
                values,
            )
        if test.difference == 0:
            return Text(
                QT_TRANSLATE_NOOP("engine", "{better} and {worse} are equally good: both reach {high}."), values
            )
        return Text(
            QT_TRANSLATE_NOOP(
                "engine",
                "The difference between {better} and {worse}, {points} points ({high} against {low}), is not more than "
                "chance. Were both equally good, one this large would come in {chance} comparisons.",
            ),
            values,
        )


def refused(first: str, second: str, why: Text) -> Verdict:
    """There is nothing to say of these two, and why."""
    return Verdict(first, second, None, refusal=why)


def of_answers(first: Answers, second: Answers, test: PairedTest) -> Verdict:
    """What two runs' answers to the same images say."""
    details = [
        Text(
            QT_TRANSLATE_NOOP(
                "engine",
                "Of {images} test images {first} alone has {only_first} right, {second} alone {only_second}; "
                "only these tell the two apart.",
            ),
            {
                "images": f"{test.images:,}",
                "first": first.run,
                "second": second.run,
                "only_first": f"{test.only_first:,}",
                "only_second": f"{test.only_second:,}",
            },
        ),
        _interval(first.run, second.run, test.interval),
        Text(
            QT_TRANSLATE_NOOP("engine", "McNemar's test, exact by the binomial distribution: p = {p}.")
            if test.method == "exact"
            else QT_TRANSLATE_NOOP("engine", "McNemar's test with continuity correction: p = {p}."),
            {"p": p_text(test.p)},
        ),
    ]
    return Verdict(first.run, second.run, test, (first.accuracy, second.accuracy), test.p, details=tuple(details))


def of_groups(first: SeedGroup, second: SeedGroup, test: GroupTest) -> Verdict:
    """What two groups of runs with other seeds say."""
    low, high = test.bootstrap
    bootstrap = QT_TRANSLATE_NOOP("engine", "Bootstrap over the seeds: {second} better by {low} to {high} points.")
    details = [
        _group(first),
        _group(second),
        _interval(first.name, second.name, test.interval),
        Text(bootstrap, {"second": second.name, "low": _signed(low), "high": _signed(high)}),
    ]
    tests = QT_TRANSLATE_NOOP("engine", "Welch's t-test: p = {p}; permutation test: p = {permutation}.")
    details.append(Text(tests, {"p": p_text(test.p), "permutation": p_text(test.permutation_p)}))
    fewest = min(len(first.accuracies), len(second.accuracies))
    if fewest < FEW_SEEDS:
        details.append(
            Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "With {count} seeds the bootstrap says too narrow an interval; {enough} or more tell more.",
                ),
                {"count": fewest, "enough": FEW_SEEDS},
            )
        )
    means = (test.first_mean, test.second_mean)
    return Verdict(first.name, second.name, test, means, test.p, details=tuple(details))


def corrected(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The same with every ``p`` corrected for how many there are (Holm); what is lost by it is told."""
    tested = [verdict for verdict in verdicts if verdict.test is not None]
    if len(tested) < 2:
        return tuple(verdicts)
    found = {id(verdict): p for verdict, p in zip(tested, holm([verdict.p for verdict in tested]), strict=True)}
    return tuple(
        _corrected(verdict, found[id(verdict)], len(tested)) if id(verdict) in found else verdict
        for verdict in verdicts
    )


def _corrected(verdict: Verdict, p: float, count: int) -> Verdict:
    template = QT_TRANSLATE_NOOP("engine", "Corrected for {count} comparisons (Holm): p = {p}.")
    if verdict.is_more_than_chance and p >= LEVEL:
        template = QT_TRANSLATE_NOOP(
            "engine",
            "By itself it would count as more than chance; as one of {count} comparisons it does not (Holm: p = {p}).",
        )
    details = (*verdict.details, Text(template, {"count": count, "p": p_text(p)}))
    return replace(verdict, p=p, details=details)


def many_comparisons(count: int) -> Text:
    """Why more than one comparison needs care."""
    return Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "{count} comparisons are made at once. The more there are, the more likely one looks large by chance "
            "alone, so each has to be clearer (Holm's correction); the best of many looks better than it is.",
        ),
        {"count": count},
    )


ONE_TRAINING = Text(
    QT_TRANSLATE_NOOP(
        "engine",
        "A comparison of answers speaks of these very trainings: another seed may turn out otherwise. "
        "Repeat both with several seeds to compare the networks themselves.",
    )
)


def chance(p: float) -> Text:
    """A probability as people say it: 1 of 40, 30 of 100."""
    if p < _RAREST:
        return Text(QT_TRANSLATE_NOOP("engine", "fewer than 1 of {count}"), {"count": f"{round(1 / _RAREST):,}"})
    if p < 0.1:
        return Text(QT_TRANSLATE_NOOP("engine", "1 of {count}"), {"count": f"{_two_figures(1 / p):,}"})
    if p > _NEARLY_ALWAYS:
        return Text(QT_TRANSLATE_NOOP("engine", "nearly all"))
    return Text(QT_TRANSLATE_NOOP("engine", "{part} of {count}"), {"part": round(100 * p), "count": 100})


def p_text(p: float) -> str:
    """A p-value in three figures: ``0.0312``, ``2.1e-07``."""
    return f"{p:.3g}"


def _two_figures(value: float) -> int:
    return round(float(f"{value:.2g}"))


def _interval(first: str, second: str, interval: tuple[float, float]) -> Text:
    """``interval`` is that of the second's accuracy less the first's."""
    low, high = interval
    if low < 0 < high:
        template = QT_TRANSLATE_NOOP(
            "engine",
            "With 95 % confidence anything is possible from {first} better by {left} points to {second} by {right}.",
        )
        values = {"first": first, "second": second, "left": _points(-low), "right": _points(high)}
    else:
        template = QT_TRANSLATE_NOOP("engine", "With 95 % confidence {better} is better by {least} to {most} points.")
        least, most = sorted((abs(low), abs(high)))
        values = {"better": first if high <= 0 else second, "least": _points(least), "most": _points(most)}
    return Text(template, values)


def _group(group: SeedGroup) -> Text:
    return Text(
        QT_TRANSLATE_NOOP("engine", "{group}: {mean} ± {spread} points over {count} seeds."),
        {
            "group": group.name,
            "mean": _percent(group.mean or 0.0),
            "spread": _points(group.spread or 0.0),
            "count": len(group.accuracies),
        },
    )


def _points(share: float) -> str:
    return f"{100 * share:.2f}"


def _signed(share: float) -> str:
    text = f"{100 * share:+.2f}".replace("-", "−")
    return "0.00" if text in ("+0.00", "−0.00") else text


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"
