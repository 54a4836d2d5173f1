"""``cross-validate``: a run for each fold, so that every image is kept aside once."""

from pathlib import Path

from engine.cli.groups import planned, trained
from engine.cli.output import JsonFlag


def cross_validate(
    source: str | None = None,
    /,
    *,
    folds: int = 5,
    side_by_side: int = 1,
    group: str | None = None,
    out: Path | None = None,
    json: JsonFlag = False,
) -> int:
    """Train once for each fold of the training images, each kept aside by one run (k-fold cross-validation).

    Parameters
    ----------
    source: str
        The run (its name or folder) or the project file to start from.
    folds: int
        How many folds.
    side_by_side: int
        So many runs learn at the same time, each with its part of the processor.
    group: str
        Go on with the group of this name instead.
    out: Path
        Write the out-of-fold predictions to this CSV file.
    """
    plan = planned(source, "fold", folds, group, "--folds")
    return trained(plan, side_by_side, json, out)
