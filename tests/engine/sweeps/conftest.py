"""Small projects to search with, and searches on a journal of their own."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.project import Project
from engine.sweeps.space import SearchSpace
from engine.sweeps.sweep import SweepSettings

SearchMaker = Callable[..., Any]


def project(template: str = "softmax-regression", **training: Any) -> Project:
    """A project that trains in a moment on the processor."""
    made = Project.from_template(template)
    values = {"device": "cpu", "epochs": 2, "limit_train": 300, "tune": False, **training}
    return replace(made, training=made.training.model_validate(made.training.model_dump() | values))


def space(**dimensions: Any) -> SearchSpace:
    """A space by its JSON data; ``__`` in a name stands for a dot."""
    return SearchSpace.from_data({name.replace("__", "."): data for name, data in dimensions.items()})


RATES = {"low": 0.001, "high": 0.1, "log": True}


@pytest.fixture
def make_search(tmp_path: Path) -> SearchMaker:
    """Make a search of a space; all share one journal, each as a program of its own."""
    from engine.sweeps.search import Search
    from engine.sweeps.storages import open_storage

    def make(dimensions: SearchSpace, base: Project | None = None, name: str = "search", **settings: Any) -> Search:
        storage = open_storage("", tmp_path / "journal.log")
        return Search(name, base or project(), dimensions, SweepSettings(**settings), storage)

    return make
