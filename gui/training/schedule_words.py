"""The learning-rate schedule as a sentence: for tips and assistive tools."""

from PySide6.QtCore import QCoreApplication, QLocale

from engine.training.config import TrainingConfig
from gui.forms.words import real_text


def rate_text(rate: float) -> str:
    """A learning rate in three figures at most: ``0.001``, ``4e-5``."""
    return real_text(float(f"{rate:.3g}"))


def schedule_words(config: TrainingConfig) -> str:
    """What the rate does over the run: «Rises to 0.01 over 1 epoch, then falls as a cosine to 0 at epoch 10.»"""
    translate = QCoreApplication.translate
    first, course = _first(config), _course(config)
    if config.warmup_epochs >= config.epochs:
        return translate("SchedulePicture", "Rises towards {rate}; the warm-up takes the whole run.").format(
            rate=rate_text(first)
        )
    if config.warmup_epochs > 0:
        return translate("SchedulePicture", "Rises to {rate} over {epochs}, then {course}.").format(
            rate=rate_text(first), epochs=_epochs(config.warmup_epochs), course=course
        )
    return translate("SchedulePicture", "Begins at {rate}, {course}.").format(rate=rate_text(first), course=course)


def _first(config: TrainingConfig) -> float:
    """The rate with which the schedule itself begins."""
    rises = config.schedule == "one_cycle" and config.peak_at > 0
    return config.learning_rate * (config.start_factor if rises else 1)


def _course(config: TrainingConfig) -> str:
    translate = QCoreApplication.translate
    number = QLocale().toString
    factor, last = real_text(config.rate_factor), number(config.epochs)
    end = rate_text(config.learning_rate * config.final_factor)
    match config.schedule:
        case "constant":
            return translate("SchedulePicture", "stays there")
        case "step":
            return translate("SchedulePicture", "is multiplied by {factor} after every {epochs}").format(
                factor=factor, epochs=_epochs(config.step_epochs)
            )
        case "multistep":
            if not config.milestones:
                return translate("SchedulePicture", "stays there")
            return translate("SchedulePicture", "is multiplied by {factor} after the epochs {milestones}").format(
                factor=factor, milestones=", ".join(map(number, config.milestones))
            )
        case "exponential":
            return translate("SchedulePicture", "is multiplied by {factor} over each epoch").format(
                factor=real_text(config.epoch_factor)
            )
        case "cosine" if config.cycles > 1:
            return translate("SchedulePicture", "falls as a cosine to {end}, {cycles} times until epoch {last}").format(
                end=end, cycles=number(config.cycles), last=last
            )
        case "cosine":
            return translate("SchedulePicture", "falls as a cosine to {end} at epoch {last}").format(end=end, last=last)
        case "one_cycle":
            top = config.warmup_epochs + config.peak_at * (config.epochs - config.warmup_epochs)
            return translate(
                "SchedulePicture", "rises to {rate} at epoch {top}, falls to {end} at epoch {last}"
            ).format(rate=rate_text(config.learning_rate), top=real_text(round(top, 2)), end=end, last=last)
        case "polynomial" if config.power == 1:
            return translate("SchedulePicture", "falls in a straight line to {end} at epoch {last}").format(
                end=end, last=last
            )
        case "polynomial":
            return translate("SchedulePicture", "falls with the power {power} to {end} at epoch {last}").format(
                power=real_text(config.power), end=end, last=last
            )
        case "plateau":
            return translate(
                "SchedulePicture", "is multiplied by {factor} when validation is no better for more than {epochs}"
            ).format(factor=factor, epochs=_epochs(config.plateau_patience))


def _epochs(count: float) -> str:
    if count == 1:
        return QCoreApplication.translate("SchedulePicture", "1 epoch")
    return QCoreApplication.translate("SchedulePicture", "{count} epochs").format(count=real_text(float(count)))
