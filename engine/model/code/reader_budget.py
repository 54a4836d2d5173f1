"""How much work and memory reading code may take, so that hostile text is refused instead of obeyed."""

from engine.text import QT_TRANSLATE_NOOP, NetwrightError

MAXIMUM_STEPS = 300_000
MAXIMUM_LAYERS = 5_000
MAXIMUM_CALLS_DEEP = 30
MAXIMUM_ITEMS = 10_000
MAXIMUM_TEXT = 10_000
MAXIMUM_INTEGER = 2**53


class Budget:
    """Counts what reading does; raises :class:`NetwrightError` when it is too much for any network."""

    def __init__(self, steps: int = MAXIMUM_STEPS) -> None:
        self.steps = self.steps_left = steps
        self.layers_left = MAXIMUM_LAYERS
        self.depth = 0

    def step(self, count: int = 1) -> None:
        """One more piece of code was read, or ``count`` items made."""
        self.steps_left -= count
        if self.steps_left < 0:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "Reading this code would take longer than any network needs."),
                QT_TRANSLATE_NOOP("engine", "Look for loops with many rounds, and functions that call themselves."),
            )

    @property
    def steps_used(self) -> int:
        """How much was read so far."""
        return self.steps - self.steps_left

    @property
    def layers_used(self) -> int:
        """How many layers were made so far."""
        return MAXIMUM_LAYERS - self.layers_left

    def layer(self) -> None:
        """One more layer was made."""
        self.layers_left -= 1
        if self.layers_left < 0:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The code makes more than {most} layers."), most=MAXIMUM_LAYERS
            )

    def fits(self, items: int) -> bool:
        """Whether a list of so many items may be made; they count as steps."""
        if items > MAXIMUM_ITEMS:
            return False
        self.step(items)
        return True

    def enter(self) -> bool:
        """A function is entered; false where they are nested too deep. Every true answer needs a :meth:`leave`."""
        if self.depth >= MAXIMUM_CALLS_DEEP:
            return False
        self.depth += 1
        return True

    def leave(self) -> None:
        """A function is left."""
        self.depth -= 1
