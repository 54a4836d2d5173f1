"""A wish to stop that one process hears of, and all of them heed at the same step. No torch."""

from engine.training.control import Control


class SharedControl(Control):
    """Until :meth:`together` a cancel is heeded at once, from then on when all have agreed on it."""

    def __init__(self) -> None:
        super().__init__()
        self.wished = False
        """Whether this process was asked to stop."""
        self._is_shared = False

    def together(self) -> None:
        """From now on, the processes agree."""
        self._is_shared = True

    def cancel(self) -> None:
        self.wished = True
        if not self._is_shared:
            self.decide()

    def decide(self) -> None:
        """All of them stop now."""
        super().cancel()
