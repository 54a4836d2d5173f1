"""Project files of older versions, brought forward one version at a time. `tests` keep a file of each."""

from collections.abc import Callable, Mapping
from typing import Any

Data = Mapping[str, Any]


def _from_1(data: Data) -> Data:
    """Version 2 added blocks, their layouts, and how single layers learn: all absent means what version 1 meant."""
    return {**data, "version": 2}


def _from_2(data: Data) -> Data:
    """Version 3 added hyperparameters: all absent means what version 2 did."""
    return {**data, "version": 3}


def _from_3(data: Data) -> Data:
    """Version 4 added ways to augment images and to normalise them: all absent means what version 3 did."""
    return {**data, "version": 4}


def _from_4(data: Data) -> Data:
    """Version 5 added ways to split the images: all absent means what version 4 did."""
    return {**data, "version": 5}


_STEPS: dict[int, Callable[[Data], Data]] = {1: _from_1, 2: _from_2, 3: _from_3, 4: _from_4}


def migrated(data: Data, version: int) -> Data:
    """The project's data as the newest version writes it; ``version`` is one that there has been."""
    while version in _STEPS:
        data = _STEPS[version](data)
        version += 1
    return data
