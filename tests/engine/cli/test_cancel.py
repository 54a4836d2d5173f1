"""Ctrl+C and SIGTERM as a wish to stop."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from engine.cli import cancel


@pytest.fixture(autouse=True)
def handlers_restored() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in cancel.SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_cancels_and_its_echo_does_nothing_more(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    cancelled: list[bool] = []
    with cancel.cancelled_by_signals(lambda: cancelled.append(True)):
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
        time.sleep(0.01)
    os.kill(os.getpid(), number)  # the run was over before the echo came
    time.sleep(0.01)
    assert cancelled == [True]
    assert capsys.readouterr().err == "netwright: stopping after this step; the run is kept\n"


def test_without_a_signal_everything_is_as_it_was() -> None:
    before = [signal.getsignal(number) for number in cancel.SIGNALS]
    with cancel.cancelled_by_signals(lambda: None):
        pass
    assert [signal.getsignal(number) for number in cancel.SIGNALS] == before


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
