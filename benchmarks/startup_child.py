"""One start of the real window, for ``benchmarks.startup``: notes the moments, prints them as JSON, ends."""

import os
import sys
import time

HEARTBEAT_MS = 10


def start_window() -> int:
    """Open the real window in this process, note the moments and close it."""
    began = float(os.environ["NETWRIGHT_BENCH_BEGAN"])
    import json
    import tempfile

    os.environ["NETWRIGHT_HOME"] = tempfile.mkdtemp()
    from PySide6.QtCore import QTimer

    from gui import startup
    from gui.preferences import Preferences
    from gui.window.warmup import WarmupBridge

    notes: dict[str, float] = {"stall_ms": 0.0}
    app = startup.prepare_application(Preferences())
    from gui.main_window import MainWindow

    warmup = WarmupBridge()
    window = MainWindow(Preferences(), warmup, staged=True)
    window.show()

    def edited() -> None:
        before = len(window.document.model)
        window.build_page.editor.add("Dropout")
        app.processEvents()
        assert len(window.document.model) == before + 1
        notes["shown"] = time.time() - began
        beat.start()

    last = 0.0

    def pulse() -> None:
        nonlocal last
        now = time.perf_counter()
        if last:
            notes["stall_ms"] = max(notes["stall_ms"], (now - last) * 1000 - HEARTBEAT_MS)
        last = now

    def reached(stage: str) -> None:
        notes[stage] = time.time() - began
        if stage == "modules":
            QTimer.singleShot(700, app.quit)

    beat = QTimer()
    beat.setInterval(HEARTBEAT_MS)
    beat.timeout.connect(pulse)
    warmup.reached.connect(reached)
    QTimer.singleShot(0, edited)
    app.exec()
    warmup.wait()
    window.document.undo_stack.setClean()
    window.close()
    print(json.dumps(notes))
    return 0


if __name__ == "__main__":
    sys.exit(start_window())
