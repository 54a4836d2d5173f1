"""A short probe: would more processes make a project's training faster here?"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.distributed.scaling import Scaling

if TYPE_CHECKING:
    from engine.project import Project


def probe_scaling(
    project: "Project", processes: tuple[int, ...] | None = None, should_stop: Callable[[], bool] = lambda: False
) -> Scaling:
    """Measure a step of the project with one process and with ``processes`` (2, 4, … where they are not said).

    Takes some ten seconds; call it on a thread of its own. ``should_stop`` is asked now and then; a yes raises
    :class:`Cancelled`. Raises :class:`NetwrightError` where the project cannot be trained here.
    """
    raise NotImplementedError
