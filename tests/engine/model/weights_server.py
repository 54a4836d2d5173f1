"""A server of pretrained weights on this machine."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from engine.model.pretrained.families import WeightsFile, families
from tests.file_server import FileServer, without_proxies

FAMILY = "mobilenet_v3_small"
"""The smallest one; its stand-in file has random weights."""


@cache
def real_state() -> bytes:
    """A file of weights as torchvision's are, head and all."""
    import torch
    import torchvision  # type: ignore[import-untyped]

    content = io.BytesIO()
    torch.save(torchvision.models.mobilenet_v3_small(weights=None).state_dict(), content)
    return content.getvalue()


class WeightsServer(FileServer):
    """Serves ``content`` as the one file of weights, whatever it is called."""

    def __init__(self, content: bytes) -> None:
        super().__init__({})
        self._name = f"{FAMILY}-{hashlib.sha256(content).hexdigest()[:8]}.pth"
        self.content = content

    @property
    def content(self) -> bytes:
        return self.files[self._name]

    @content.setter
    def content(self, content: bytes) -> None:
        self.files[self._name] = content


@contextmanager
def serving(content: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    """The catalogue names a server of this content for :data:`FAMILY`, and torch's folder is ``folder``."""
    without_proxies(monkeypatch)
    monkeypatch.setenv("TORCH_HOME", str(folder))
    server = WeightsServer(content)
    digest = hashlib.sha256(content).hexdigest()[:8]
    weights = WeightsFile(f"{server.address}/{FAMILY}-{digest}.pth", len(content))
    monkeypatch.setitem(families(), FAMILY, replace(families()[FAMILY], weights=weights))
    try:
        yield server
    finally:
        server.close()
