"""Where a problem is: its layer, which may stand inside of a block, or of blocks in blocks."""

from engine.model.problems import Problem
from gui.model.document import ProjectDocument


def go_to_problem(document: ProjectDocument, problem: Problem) -> str | None:
    """Open what has to be opened and select the layer to blame; returns its id, ``None`` for a whole network."""
    if problem.scope:
        document.go_to_scope((*document.scope, *problem.scope))
    elif problem.layer is None:
        return None
    layer = problem.inner if problem.scope else problem.layer
    document.select((layer,) if layer is not None else ())
    return layer
