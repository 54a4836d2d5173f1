"""Names of phases and forms of the loss, in the language of the window."""

from PySide6.QtCore import QCoreApplication

from engine.lesson.network import LossForm
from engine.lesson.step import Phase

translate = QCoreApplication.translate


def phase_words(phase: Phase) -> str:
    """A phase as a heading."""
    match phase:
        case "forward":
            return translate("Lesson", "Forward pass")
        case "backward":
            return translate("Lesson", "Backward pass")
        case "update":
            return translate("Lesson", "Update")


def loss_words(loss: LossForm) -> str:
    """A form of the loss, with the activation of the outputs that it brings."""
    match loss:
        case "binary":
            return translate("Lesson", "Binary cross-entropy, sigmoid")
        case "softmax":
            return translate("Lesson", "Categorical cross-entropy, softmax")
        case "categorical":
            return translate("Lesson", "Categorical cross-entropy, sigmoid")
        case "squared":
            return translate("Lesson", "Squared error, sigmoid")
