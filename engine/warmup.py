"""Loading torch behind an open window, so that neither the window nor the person waits for it."""

import ctypes
import importlib
import importlib.util
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal

Stage = Literal["libraries", "ready", "modules"]


class Warmup(threading.Thread):
    """Loads torch's libraries, torch itself beside the first dataset, then other modules; for after the first paint.

    Loading a shared library from Python's import holds the interpreter's lock, for torch 0.3 s and more; a call
    through ctypes gives the lock up, so the libraries are opened that way first and the window never stalls. (Opening
    them earlier, beside the making of the window, was tried: both then fight for the process's memory map.)

    ``told`` is called on this thread with each stage that is done: ``libraries``; ``ready`` (a training can start at
    once); ``modules`` (all others are imported too). What fails is kept in ``error`` and the next stage goes on.
    """

    def __init__(self, *, modules: tuple[str, ...] = (), dataset: str = "", told: Callable[[Stage], None]) -> None:
        super().__init__(name="netwright-warmup", daemon=True)
        self._modules, self._dataset, self._told = modules, dataset, told
        self._abandoned = False
        self.error: Exception | None = None

    def abandon(self) -> None:
        """Stop at the next stage; the program is closing."""
        self._abandoned = True

    def run(self) -> None:
        stages: tuple[tuple[Stage, Callable[[], None]], ...] = (
            ("libraries", _open_torch_libraries),
            ("ready", self._get_ready),
            ("modules", self._import_modules),
        )
        for stage, work in stages:
            if self._abandoned:
                return
            self._attempt(work)
            self._told(stage)

    def _attempt(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as error:
            self.error = self.error or error

    def _get_ready(self) -> None:
        """Unpacking and checking the data needs the interpreter's lock for moments only, so it goes beside."""
        data = threading.Thread(target=self._attempt, args=(self._load_dataset,), name="netwright-data", daemon=True)
        data.start()
        try:
            importlib.import_module("torch")
        finally:
            data.join()

    def _import_modules(self) -> None:
        for name in self._modules:
            importlib.import_module(name)

    def _load_dataset(self) -> None:
        if self._dataset:
            from engine.data.catalog import load_dataset

            load_dataset(self._dataset)


def _open_torch_libraries() -> None:
    """Open what ``import torch`` will open, through the C library and without the interpreter's lock (Linux only)."""
    if not sys.platform.startswith("linux") or "torch" in sys.modules:
        return
    found = importlib.util.find_spec("torch")
    if found is None or found.origin is None:
        return
    folder = Path(found.origin).parent / "lib"
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    # torch opens the first globally, for its symbols must be seen by the libraries that follow.
    for name, scope in (("libtorch_global_deps.so", os.RTLD_GLOBAL), ("libtorch_python.so", os.RTLD_LOCAL)):
        dlopen(os.fsencode(folder / name), os.RTLD_LAZY | scope)
