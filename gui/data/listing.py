"""All datasets as the list shows them, read beside the GUI thread."""

from dataclasses import dataclass

from engine.data.catalog import DatasetInfo, dataset_info, dataset_names, is_built_in
from engine.text import NetwrightError, Text


@dataclass(frozen=True, slots=True)
class Listed:
    """One dataset; a damaged one has an ``error`` instead of ``info``."""

    name: str
    info: DatasetInfo | None
    error: Text | None
    built_in: bool

    @property
    def title(self) -> str:
        return self.name if self.info is None else self.info.title


def read_listing() -> tuple[Listed, ...]:
    """Every dataset that is here, the built-in ones first."""
    found = []
    for name in dataset_names():
        try:
            found.append(Listed(name, dataset_info(name), None, is_built_in(name)))
        except NetwrightError as error:
            found.append(Listed(name, None, error.text, is_built_in(name)))
    return tuple(found)
