"""From the command line to a window that is ready: what is loaded when decides how soon a person can work."""

import gc
import sys
import threading
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import fonts, theme, translation
from gui.preferences import Preferences
from gui.window.warmup import WarmupBridge


def prepare_application(preferences: Preferences) -> QApplication:
    """The one ``QApplication``, with fonts, theme and language as the person wants them."""
    gc.disable()  # :mod:`gui.garbage` takes over; walking what is being imported costs a fifth of the imports
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("netwright")
    # Every point of a stroke counts: a busy moment must not turn a curve into a straight line.
    app.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    app.setApplicationDisplayName("Netwright")
    app.setDesktopFileName("netwright")
    fonts.install(app)
    translation.set_language(preferences.language)
    theme.set_theme(preferences.theme)
    return app


def run_window(argv: list[str]) -> int:
    """Open the window on a project's file or a run (``argv[0]``, if given) and run until it is closed."""
    preferences = Preferences()
    app = prepare_application(preferences)

    from gui.main_window import MainWindow

    warmup = WarmupBridge()
    window = MainWindow(preferences, warmup, argv[0] if argv else None, staged=True)

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            window.surprised.emit(f"{kind.__name__}: {error}")

    sys.excepthook = report
    threading.excepthook = lambda args: report(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    window.show()
    try:
        return app.exec()
    finally:
        warmup.abandon()
        warmup.wait()
