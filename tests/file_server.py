"""A server of files on this machine, which can be slow, stall, break off, refuse or send something else."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class FileServer:
    """Serves ``files`` by name; ``stop_after`` bytes it stalls until :attr:`go_on` is set, or ``breaks_off``.

    ``resumes`` says whether it answers for a part of a file; ``asked`` are the files and where they were asked from.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.status = 200
        self.stop_after: int | None = None
        self.breaks_off = False
        self.tells_length = True
        self.resumes = True
        self.go_on = threading.Event()
        self.stalled = threading.Event()
        self.asked: list[tuple[str, int]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server._answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        name = request.path.rpartition("/")[2]
        content = self.files.get(name)
        wanted = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
        start = int(wanted[1]) if wanted else 0
        self.asked.append((name, start))
        if content is None:
            request.send_error(404)
            return
        if wanted and self.resumes and start >= len(content):
            request.send_error(416)
            return
        rest = content
        if wanted and self.resumes:
            rest = content[start:]
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            request.send_response(self.status)
        if self.tells_length:
            request.send_header("Content-Length", str(len(rest)))
        request.end_headers()
        first = len(rest) if self.stop_after is None else self.stop_after
        try:
            request.wfile.write(rest[:first])
            request.wfile.flush()
            if self.breaks_off:
                return
            if self.stop_after is not None:
                self.stalled.set()
                self.go_on.wait(30)
            request.wfile.write(rest[first:])
        except OSError:  # the other side has left
            pass

    @property
    def requests(self) -> int:
        return len(self.asked)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def close(self) -> None:
        self.go_on.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let addresses of this machine be reached at once."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
