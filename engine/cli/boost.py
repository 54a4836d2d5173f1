"""``boost``: members that each look harder at what those before got wrong."""

from engine.cli.groups import planned, trained
from engine.cli.output import JsonFlag


def boost(
    source: str | None = None,
    /,
    *,
    members: int = 5,
    side_by_side: int = 1,
    group: str | None = None,
    rate: float = 0.5,
    json: JsonFlag = False,
) -> int:
    """Train members that each look harder at what those before got wrong, and average them by their say (SAMME).

    Parameters
    ----------
    source: str
        The run (its name or folder) or the project file to start from.
    members: int
        How many members.
    side_by_side: int
        So many runs learn at the same time, each with its part of the processor.
    group: str
        Go on with the group of this name instead.
    rate: float
        How strongly wrong answers count, above 0 and at most 1; 1 is SAMME itself.
    """
    plan = planned(source, "boost", members, group, "--members", boost_rate=rate)
    return trained(plan, side_by_side, json)
