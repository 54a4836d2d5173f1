"""A server of weights on this machine, which can be slow, stall, break off or send something else."""

import hashlib
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from engine.model.pretrained.families import WeightsFile, families

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


class WeightsServer:
    """Serves ``content``; ``stop_after`` bytes it stalls until :attr:`go_on` is set, or ``breaks_off``."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.status = 200
        self.stop_after: int | None = None
        self.breaks_off = False
        self.tells_length = True
        self.go_on = threading.Event()
        self.stalled = threading.Event()
        self.requests = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.requests += 1
                self.send_response(server.status)
                if server.tells_length:
                    self.send_header("Content-Length", str(len(server.content)))
                self.end_headers()
                first = len(server.content) if server.stop_after is None else server.stop_after
                try:
                    self.wfile.write(server.content[:first])
                    self.wfile.flush()
                    if server.breaks_off:
                        return
                    if server.stop_after is not None:
                        server.stalled.set()
                        server.go_on.wait(30)
                    self.wfile.write(server.content[first:])
                except OSError:  # the other side has left
                    pass

            def log_message(self, *_: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def close(self) -> None:
        self.go_on.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextmanager
def serving(content: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    """The catalogue names a server of this content for :data:`FAMILY`, and torch's folder is ``folder``."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TORCH_HOME", str(folder))
    server = WeightsServer(content)
    digest = hashlib.sha256(content).hexdigest()[:8]
    weights = WeightsFile(f"{server.address}/{FAMILY}-{digest}.pth", len(content))
    monkeypatch.setitem(families(), FAMILY, replace(families()[FAMILY], weights=weights))
    try:
        yield server
    finally:
        server.close()
