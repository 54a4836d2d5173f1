"""``compare``: in what runs differ, and whether the difference in accuracy is more than chance."""

from typing import TYPE_CHECKING, Any

from engine.cli.output import JsonFlag, WrongArguments, columns, number, percent, print_json
from engine.cli.runs import opened_run
from engine.comparison.difference import RunDifference, run_difference
from engine.comparison.figures import FIGURES, RunFigures, best_of, read_figures
from engine.comparison.judge import Judgement, judge
from engine.comparison.networks import LayerDifference, NetworkDifference
from engine.comparison.seeds import SeedGroup, seed_groups
from engine.comparison.settings import FieldDifference, plain
from engine.comparison.significance import PairedTest

if TYPE_CHECKING:
    from engine.comparison.answers import Answers
    from engine.comparison.verdict import Verdict
    from engine.runs.run import Run


def compare(
    run: str, other: str, /, *others: str, seeds: bool = False, test: bool = True, json: JsonFlag = False
) -> int:
    """Set the first run against the others: figures, differences, and whether these are more than chance.

    Parameters
    ----------
    run: str
        The run that the others are set against, by its folder or its name.
    other: str
        Another run.
    others: str
        More runs.
    seeds: bool
        Take runs that differ in their seed only together, as a mean.
    test: bool
        Evaluate the runs on their test images, for the verdict; --no-test leaves that out.
    """
    opened = [opened_run(name) for name in (run, other, *others)]
    if len({one.folder for one in opened}) < len(opened):
        raise WrongArguments("expected different runs, found one of them twice")
    found = [read_figures(one) for one in opened]
    first = opened[0]
    differences = [run_difference(first, one) for one in opened[1:]]
    judgement = judge(found, 0, _answers, by_seeds=seeds) if test else None
    if json:
        print_json(_data(found, differences, judgement))
    else:
        _print(found, differences, judgement)
    return 0


def _answers(run: "Run") -> "Answers":
    from engine.comparison.answers import answers_of
    from engine.evaluation.results import Evaluations
    from engine.runs.measure import measure

    return answers_of(measure(run, "test", Evaluations()))


def _print(found: list[RunFigures], differences: list[RunDifference], judgement: Judgement | None) -> None:
    print(columns(_rows(found)))
    for run in found:
        if run.note is not None:
            print(f"{run.name}: {run.note}")
    for difference in differences:
        print(f"\n{difference.first} | {difference.second}")
        for sentence in difference.sentences():
            print(sentence)
        rows = _difference_rows(difference)
        if rows:
            print(columns([("", difference.first, difference.second), *rows]))
    for group in seed_groups(found):
        if len(group.accuracies) > 1:
            print(f"\n{group.name}: {_group_text(group)}")
    if judgement is not None:
        for verdict in judgement.verdicts:
            print(f"\n{verdict.headline}")
            for detail in verdict.details:
                print(f"  {detail}")
        for note in judgement.notes:
            print(f"\n{note}")


def _rows(found: list[RunFigures]) -> list[tuple[str, ...]]:
    best = best_of(found)

    def cell(place: int, figure: Any, text: str) -> str:
        return f"{text} *" if place in best.get(figure, ()) else text

    rows: list[tuple[str, ...]] = [("run", "test", "test loss", "validation", "val. loss", "parameters", "epochs")]
    for place, run in enumerate(found):
        parameters = run.value("parameters")
        rows.append(
            (
                run.name,
                cell(place, "test_accuracy", percent(run.value("test_accuracy"))),
                cell(place, "test_loss", number(run.value("test_loss"))),
                cell(place, "val_accuracy", percent(run.value("val_accuracy"))),
                cell(place, "val_loss", number(run.value("val_loss"))),
                cell(place, "parameters", "–" if parameters is None else f"{parameters:,.0f}"),
                f"{run.summary.epochs_done}/{run.summary.epochs}",
            )
        )
    return rows


def _difference_rows(difference: RunDifference) -> list[tuple[str, str, str]]:
    rows = _network_rows(difference.network)
    rows += [_field_row(field) for field in (*difference.hyperparameters, *difference.split)]
    rows += [(fact.label, fact.first, fact.second) for fact in (*difference.data, *difference.environment)]
    return rows


def _network_rows(network: NetworkDifference, inside: str = "") -> list[tuple[str, str, str]]:
    rows = [row for layer in network.layers for row in _layer_rows(layer, inside)]
    rows += [(f"{inside}{source} → {target}", "linked", "–") for source, target in network.only_first_links]
    rows += [(f"{inside}{source} → {target}", "–", "linked") for source, target in network.only_second_links]
    for block in network.blocks:
        if block.network is None:
            there, gone = "block", "–"
            rows.append((f"{inside}{block.name}", *((there, gone) if block.kind == "first" else (gone, there))))
        else:
            rows += _network_rows(block.network, f"{inside}{block.name}/")
    return rows


def _layer_rows(layer: LayerDifference, inside: str) -> list[tuple[str, str, str]]:
    first, second = layer.first, layer.second
    name = f"{inside}{layer.name}"
    if first is None or second is None:
        return [(name, "–" if first is None else first.type, "–" if second is None else second.type)]
    if layer.kind == "renamed":
        return [(name, first.id, second.id)]
    if first.type != second.type:
        return [(name, first.type, second.type)]
    rows = [_field_row(field, f"{name}.") for field in layer.fields]
    if layer.reordered:
        rows.append((f"{name} reads", ", ".join(first.inputs), ", ".join(second.inputs)))
    return rows


def _field_row(difference: FieldDifference, inside: str = "") -> tuple[str, str, str]:
    return f"{inside}{difference.field.name}", plain(difference.first), plain(difference.second)


def _group_text(group: SeedGroup) -> str:
    mean, spread = group.mean, group.spread
    return f"test accuracy {percent(mean)} ± {percent(spread)} over {len(group.accuracies)} seeds"


def _data(found: list[RunFigures], differences: list[RunDifference], judgement: Judgement | None) -> dict[str, Any]:
    best = best_of(found)
    return {
        "runs": [
            {"run": run.name, "status": run.summary.status, "note": None if run.note is None else str(run.note)}
            | {figure: run.value(figure) for figure in FIGURES}
            | {"best_in": [figure for figure in FIGURES if place in best.get(figure, ())]}
            for place, run in enumerate(found)
        ],
        "differences": [
            {
                "first": difference.first,
                "second": difference.second,
                "seed_only": difference.in_seed_only,
                "sentences": [str(sentence) for sentence in difference.sentences()],
                "network": _triples(_network_rows(difference.network)),
                "hyperparameters": _triples([_field_row(field) for field in difference.hyperparameters]),
                "split": _triples([_field_row(field) for field in difference.split]),
                "data": _triples([(fact.label, fact.first, fact.second) for fact in difference.data]),
                "environment": _triples([(fact.label, fact.first, fact.second) for fact in difference.environment]),
            }
            for difference in differences
        ],
        "groups": [
            {
                "name": group.name,
                "runs": [run.name for run in group.runs],
                "test_accuracies": list(group.accuracies),
                "mean": group.mean,
                "spread": group.spread,
            }
            for group in seed_groups(found)
        ],
        "verdicts": None if judgement is None else [_verdict_data(verdict) for verdict in judgement.verdicts],
        "notes": [] if judgement is None else [str(note) for note in judgement.notes],
    }


def _triples(rows: list[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "first": first, "second": second} for name, first, second in rows]


def _verdict_data(verdict: "Verdict") -> dict[str, Any]:
    data: dict[str, Any] = {
        "first": verdict.first,
        "second": verdict.second,
        "text": str(verdict.headline),
        "details": [str(detail) for detail in verdict.details],
        "more_than_chance": verdict.is_more_than_chance,
    }
    test = verdict.test
    if test is None:
        return data
    data |= {"difference": test.difference, "interval": list(test.interval), "p": test.p, "p_corrected": verdict.p}
    if isinstance(test, PairedTest):
        return (
            data
            | {"images": test.images, "only_first": test.only_first, "only_second": test.only_second}
            | {"method": f"mcnemar-{test.method}"}
        )
    return data | {"method": "welch", "permutation_p": test.permutation_p, "bootstrap": list(test.bootstrap)}
