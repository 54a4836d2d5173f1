"""What single optimizers can be told besides rate and momentum. Empty means what torch takes by itself."""

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

_SECTION = QT_TRANSLATE_NOOP("engine", "Optimizer details")
_ADAMS = ("adam", "adamw", "nadam", "radam")


class OptimizerFields(Settings):
    """Details of the optimizers."""

    nesterov: bool = setting(
        False,
        section=_SECTION,
        only_if={"optimizer": ("sgd", "muon")},
        label=QT_TRANSLATE_NOOP("engine", "Nesterov momentum"),
        doc=QT_TRANSLATE_NOOP("engine", "Takes the gradient where the momentum leads, not where the weights are."),
    )
    beta1: float = setting(
        0.9,
        ge=0,
        lt=1,
        section=_SECTION,
        only_if={"optimizer": (*_ADAMS, "lion")},
        label=QT_TRANSLATE_NOOP("engine", "Beta 1"),
        doc=QT_TRANSLATE_NOOP("engine", "How slowly the mean of the gradients forgets."),
    )
    beta2: float | None = setting(
        None,
        ge=0,
        lt=1,
        section=_SECTION,
        only_if={"optimizer": (*_ADAMS, "lion")},
        label=QT_TRANSLATE_NOOP("engine", "Beta 2"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "How slowly the mean of their squares forgets; automatic is 0.999, in Lion 0.99."
        ),
    )
    square_decay: float | None = setting(
        None,
        ge=0,
        lt=1,
        section=_SECTION,
        only_if={"optimizer": ("rmsprop", "adadelta")},
        label=QT_TRANSLATE_NOOP("engine", "Decay of squares"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "How slowly the mean of the squared gradients forgets; automatic is 0.99, in Adadelta 0.9."
        ),
    )
    centered: bool = setting(
        False,
        section=_SECTION,
        only_if={"optimizer": ("rmsprop",)},
        label=QT_TRANSLATE_NOOP("engine", "Centred"),
        doc=QT_TRANSLATE_NOOP("engine", "Divides by the variance of the gradients instead of their mean square."),
    )
    amsgrad: bool = setting(
        False,
        section=_SECTION,
        only_if={"optimizer": ("adam", "adamw")},
        label=QT_TRANSLATE_NOOP("engine", "AMSGrad"),
        doc=QT_TRANSLATE_NOOP("engine", "Never lets the mean of the squares shrink, so that steps never grow again."),
    )
    epsilon: float | None = setting(
        None,
        gt=0,
        le=1,
        logarithmic=True,
        section=_SECTION,
        only_if={"optimizer": (*_ADAMS, "rmsprop", "adagrad", "adadelta")},
        label=QT_TRANSLATE_NOOP("engine", "Epsilon"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Added to what is divided by; automatic is 1e-8, in Adagrad 1e-10, in Adadelta 1e-6.",
        ),
    )
