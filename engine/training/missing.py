"""What a training needs and is not here yet: the dataset, pretrained weights. Who starts a training wants them."""

import time
from collections.abc import Callable
from typing import Literal

from engine.data.catalog import is_public
from engine.downloads.fetching import Progress
from engine.model.pretrained.download import fetch, missing_families
from engine.project import Project
from engine.text import NetwrightError
from engine.training.control import Control
from engine.training.events import DownloadProgressed
from engine.training.failures import BadDataError, Cancelled

DOWNLOAD_REPORT_SECONDS = 0.1


def download_what_is_missing(project: Project, emit: Callable[[DownloadProgressed], None], control: Control) -> None:
    """Bring what is missing here, telling ``emit`` how far it is.

    Raises :class:`Cancelled`, :class:`BadDataError` and :class:`NetwrightError`.
    """

    def stop_if_cancelled() -> None:
        if control.cancelled:
            raise Cancelled

    if is_public(project.dataset):
        from engine.data.public.getting import get_dataset, state_of

        if state_of(project.dataset) == "missing":
            try:
                get_dataset(project.dataset, _telling(project.dataset, "dataset", emit), lambda: control.cancelled)
            except NetwrightError as error:
                raise BadDataError.of(error) from error
            stop_if_cancelled()
    for family in missing_families(project.model):
        fetch(family, _telling(family, "weights", emit), lambda: control.cancelled)
        stop_if_cancelled()


def _telling(name: str, kind: Literal["weights", "dataset"], emit: Callable[[DownloadProgressed], None]) -> Progress:
    """Tells how far a download is, now and then."""
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done >= total or now - last >= DOWNLOAD_REPORT_SECONDS:
            last = now
            emit(DownloadProgressed(name, done, total, kind))

    return tell
