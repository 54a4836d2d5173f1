"""Ctrl+C and SIGTERM as a wish to stop."""

import os
import signal
import time

import pytest

from engine.cli import cancel


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_cancels_and_its_echo_does_nothing_more(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(number)
    cancelled: list[bool] = []
    with cancel.cancelled_by_signals(lambda: cancelled.append(True)):
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
        time.sleep(0.01)
    assert cancelled == [True]
    assert capsys.readouterr().err == "netwright: stopping after this step; the run is kept\n"
    assert signal.getsignal(number) is before


def test_a_later_signal_interrupts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cancel, "PATIENCE", 0.01)

    def signalled_twice() -> None:
        with cancel.cancelled_by_signals(lambda: None):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.05)
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)

    with pytest.raises(KeyboardInterrupt):
        signalled_twice()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
