"""``bag``: members that each learn from a draw of the training images."""

from pathlib import Path

from engine.cli.groups import planned, trained
from engine.cli.output import JsonFlag


def bag(
    source: str | None = None,
    /,
    *,
    members: int = 5,
    side_by_side: int = 1,
    together: bool = False,
    group: str | None = None,
    out: Path | None = None,
    json: JsonFlag = False,
) -> int:
    """Train members that each learn from a draw of the training images with replacement, and average them (bagging).

    Parameters
    ----------
    source: str
        The run (its name or folder) or the project file to start from.
    members: int
        How many members.
    side_by_side: int
        So many runs learn at the same time, each with its part of the processor.
    together: bool
        Train all of them as one stacked computation, which is faster for small networks and for GPUs.
    group: str
        Go on with the group of this name instead.
    out: Path
        Write the out-of-bag predictions to this CSV file.
    """
    plan = planned(source, "bag", members, group, "--members")
    return trained(plan, side_by_side, json, out, together=together)
