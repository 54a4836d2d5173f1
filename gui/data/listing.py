"""All datasets as the list shows them, read beside the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data.catalog import DatasetInfo, dataset_info, dataset_names, is_built_in, is_public
from engine.text import NetwrightError, Text

if TYPE_CHECKING:
    from engine.data.public.getting import State


@dataclass(frozen=True, slots=True)
class Listed:
    """One dataset; a damaged one has an ``error`` instead of ``info``.

    ``state`` is that of a published one; ``megabytes_to_come`` are those of its download where it is not here.
    """

    name: str
    info: DatasetInfo | None
    error: Text | None
    built_in: bool
    state: State | None = None
    megabytes_to_come: int = 0

    @property
    def title(self) -> str:
        return self.name if self.info is None else self.info.title

    @property
    def removable(self) -> bool:
        """Whether something of it lies on the disk that Netwright wrote."""
        return not self.built_in and self.state in (None, "ready")


def read_listing() -> tuple[Listed, ...]:
    """Every dataset, the built-in ones first, also those that have yet to be downloaded."""
    from engine.data.public.catalogue import PUBLIC  # not needed by the first window
    from engine.data.public.getting import state_of

    found = []
    for name in dataset_names():
        try:
            state = state_of(name) if is_public(name) else None
            to_come = PUBLIC[name].megabytes if state == "missing" else 0
            found.append(Listed(name, dataset_info(name), None, is_built_in(name), state, to_come))
        except NetwrightError as error:
            found.append(Listed(name, None, error.text, is_built_in(name)))
    return tuple(found)
