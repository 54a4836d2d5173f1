"""Modules that are imported when first used: what the first window needs at import must not wait for them."""

import importlib
from types import ModuleType
from typing import Any


class _LazyModule(ModuleType):
    """Looks a name up in the real module, importing it the first time, and remembers what it found."""

    def __getattr__(self, name: str) -> Any:
        found = getattr(importlib.import_module(self.__name__), name)
        setattr(self, name, found)
        return found


def lazy_module(name: str) -> Any:
    """Stand-in for ``import name``: give checkers the real import under ``TYPE_CHECKING`` and this otherwise."""
    return _LazyModule(name)
