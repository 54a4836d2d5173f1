"""``repeat``: the same training with other seeds."""

from engine.cli.groups import planned, trained
from engine.cli.output import JsonFlag


def repeat(
    source: str | None = None,
    /,
    *,
    seeds: int = 5,
    side_by_side: int = 1,
    together: bool = False,
    group: str | None = None,
    json: JsonFlag = False,
) -> int:
    """Train again with other seeds on the same split: how far the result depends on chance.

    Parameters
    ----------
    source: str
        The run (its name or folder) or the project file to start from.
    seeds: int
        How many runs.
    side_by_side: int
        So many runs learn at the same time, each with its part of the processor.
    together: bool
        Train all of them as one stacked computation, which is faster for small networks and for GPUs.
    group: str
        Go on with the group of this name instead.
    """
    plan = planned(source, "seed", seeds, group, "--seeds")
    return trained(plan, side_by_side, json, together=together)
