"""``ensemble``: several runs answer as one, or become one network."""

from typing import Annotated, Any

from cyclopts import Parameter

from engine.cli.output import JsonFlag, WrongArguments, percent, print_json
from engine.cli.runs import opened_run
from engine.runs.run import Run
from engine.runs.store import RunStore


def ensemble(
    runs: Annotated[tuple[str, ...], Parameter(negative=())],
    /,
    *,
    soup: bool = False,
    choose: bool = False,
    name: str = "",
    json: JsonFlag = False,
) -> int:
    """Put runs together: the mean of their probabilities (an ensemble) or of their weights (a soup), as a new run.

    Parameters
    ----------
    runs: str
        The members' names or folders, of the same classes and shape of images.
    soup: bool
        Average the weights of runs of one network instead of their answers.
    choose: bool
        Choose among the runs by their validation images: all alike unless others are better beyond doubt; the greedy
        soup.
    name: str
        The new run's name.
    """
    if len(runs) < 2:
        raise WrongArguments(f"ensemble: expected at least two runs, found {len(runs)}")
    opened = [opened_run(run) for run in runs]
    made = _made(opened, soup, choose, name)
    data = ensemble_data(made)
    if json:
        print_json(data)
        return 0
    print(ensemble_text(made))
    return 0


def _made(opened: list[Run], soup: bool, choose: bool, name: str) -> Run:
    if soup:
        from engine.ensembles.soup import make_soup

        return make_soup(RunStore(), opened, choose=choose, name=name)
    from engine.ensembles.making import make_ensemble

    return make_ensemble(RunStore(), opened, choose=choose, name=name)


def ensemble_data(run: Run) -> dict[str, Any]:
    """An ensemble or a soup as JSON data."""
    metadata = run.metadata()
    return {
        "run": run.name,
        "folder": str(run.folder),
        "relation": None if metadata.lineage is None else metadata.lineage.relation,
        "parameters": metadata.parameters,
        "val_loss": metadata.validation_loss,
        "val_accuracy": metadata.validation_accuracy,
        "test_loss": metadata.test_loss,
        "test_accuracy": metadata.test_accuracy,
        "members": [
            {"run": one.name, "title": one.title, "share": one.share, "val_accuracy": one.validation_accuracy}
            for one in metadata.members
        ],
    }


def ensemble_text(run: Run) -> str:
    """The same for a person."""
    metadata = run.metadata()
    total = sum(one.share for one in metadata.members)
    lines = [
        f"  {percent(one.share / total):>9}  {one.name} (validation {percent(one.validation_accuracy)})"
        for one in metadata.members
    ]
    head = (
        f"{run.name}: {len(metadata.members)} members, validation {percent(metadata.validation_accuracy)},"
        f" test {percent(metadata.test_accuracy)}"
    )
    return "\n".join((head, *lines, f"  {run.folder}"))
