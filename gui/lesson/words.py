"""Names of phases and forms of the loss, in the language of the window."""

from PySide6.QtCore import QCoreApplication

from engine.lesson.network import LossForm
from engine.lesson.step import Phase

_translate = QCoreApplication.translate


def phase_words(phase: Phase) -> str:
    """A phase as a heading."""
    match phase:
        case "forward":
            return _translate("Lesson", "Forward pass")
        case "backward":
            return _translate("Lesson", "Backward pass")
        case "update":
            return _translate("Lesson", "Update")


def loss_words(loss: LossForm) -> str:
    """A form of the loss, with the activation of the outputs that it brings."""
    match loss:
        case "binary":
            return _translate("Lesson", "Binary cross-entropy, sigmoid")
        case "softmax":
            return _translate("Lesson", "Categorical cross-entropy, softmax")
        case "categorical":
            return _translate("Lesson", "Categorical cross-entropy, sigmoid")
        case "squared":
            return _translate("Lesson", "Squared error, sigmoid")
