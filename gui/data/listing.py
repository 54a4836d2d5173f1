"""All datasets as the list shows them, read beside the GUI thread."""

from dataclasses import dataclass
from typing import Literal

from engine.data.catalog import DatasetInfo, dataset_info, dataset_names, is_built_in, is_public
from engine.text import NetwrightError, Text


@dataclass(frozen=True, slots=True)
class Listed:
    """One dataset; a damaged one has an ``error`` instead of ``info``.

    A published one may be ``missing``, with ``megabytes`` to download, or be ``found`` in files of somebody else's.
    """

    name: str
    info: DatasetInfo | None
    error: Text | None
    origin: Literal["built in", "published", "own"]
    state: Literal["ready", "found", "missing"] = "ready"
    megabytes: int = 0

    @property
    def title(self) -> str:
        return self.name if self.info is None else self.info.title

    @property
    def here(self) -> bool:
        """Whether its images can be looked at."""
        return self.info is not None and self.state != "missing"

    @property
    def removable(self) -> bool:
        """Whether its images lie in a folder of Netwright's own."""
        return self.origin == "own" or (self.origin == "published" and self.state == "ready")


def read_listing(of_project: str) -> tuple[Listed, ...]:
    """Every dataset that is known: built-in, published, a person's own, and the project's even where it has gone."""
    return tuple(map(_listed, dict.fromkeys((*dataset_names(), of_project))))


def _listed(name: str) -> Listed:
    if is_public(name):
        from engine.data.public.catalogue import PUBLIC
        from engine.data.public.getting import state_of

        return Listed(name, PUBLIC[name].info, None, "published", state_of(name), PUBLIC[name].megabytes)
    origin: Literal["built in", "own"] = "built in" if is_built_in(name) else "own"
    try:
        return Listed(name, dataset_info(name), None, origin)
    except NetwrightError as error:
        return Listed(name, None, error.text, origin)
