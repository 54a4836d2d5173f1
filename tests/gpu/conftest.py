"""Fixtures of the training's tests, for tests that need a GPU; they are taken from there by name."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from tests.engine.training.conftest import make_job, store

__all__ = ["make_job", "store"]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person's own is touched, also where the tests' common fixtures are not loaded."""
    monkeypatch.setenv("NETWRIGHT_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def free_memory() -> Iterator[None]:
    """Give back what a test held on the GPU."""
    yield
    gc.collect()
    if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
        torch.cuda.synchronize()
        torch.cuda.empty_cache()
