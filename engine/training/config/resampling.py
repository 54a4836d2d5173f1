"""Which of the training images are drawn, and how often: members of an ensemble each learn from a draw of their own."""

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

_SECTION = QT_TRANSLATE_NOOP("engine", "Resampling")


class ResamplingFields(Settings):
    """A draw with replacement, alike or by what earlier runs got wrong. The arithmetic is in `engine.data.draw`."""

    resample_seed: int | None = setting(
        None,
        ge=0,
        le=2**31 - 1,
        fixed=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Resampling seed"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Draws as many training images with replacement: some come several times, a third not at all (bagging, "
            "Breiman, 1996). Empty takes each once.",
        ),
    )
    boosted_on: str = setting(
        "",
        fixed=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Boosted on runs"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Names of earlier runs, separated by commas: images that they got wrong are drawn more often (SAMME, Zhu "
            "et al., 2009).",
        ),
    )
    boost_rate: float = setting(
        0.5,
        gt=0,
        le=1,
        fixed=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Boosting rate"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "How strongly wrong answers count for “Boosted on runs”: 1 is SAMME itself, which soon draws little else.",
        ),
    )

    @property
    def boosted_runs(self) -> tuple[str, ...]:
        """The names of the earlier runs, in their order."""
        return tuple(name.strip() for name in self.boosted_on.split(",") if name.strip())

    @property
    def resamples(self) -> bool:
        """Whether the training images are drawn at all."""
        return self.resample_seed is not None or bool(self.boosted_runs)
