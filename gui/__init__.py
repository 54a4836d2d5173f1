"""The window: it shows and edits what the engine holds, and computes nothing itself."""

import builtins

import PySide6.QtCore  # noqa: F401

# PySide6 puts a hook into Python's import that reads the source of every module, for its ``from __feature__ import …``.
# Nobody uses that here, and it would make ``import torch`` a fifth longer and keep 40 MB of source in memory.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
