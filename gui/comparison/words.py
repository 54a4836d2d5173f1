"""What the comparison calls its curves, figures and axes, in the language of now."""

from PySide6.QtCore import QCoreApplication, QLocale

from engine.comparison.figures import Figure
from gui.comparison.courses import Across, CurveKind
from gui.forms.words import real_text
from gui.training.estimate import duration_text
from gui.training.summary import NOTHING, accuracy_text, loss_text


def curve_word(kind: CurveKind) -> str:
    """The name of a curve."""
    translate = QCoreApplication.translate
    words: dict[CurveKind, str] = {
        "train_loss": translate("Comparison", "Training loss"),
        "val_loss": translate("Comparison", "Validation loss"),
        "train_accuracy": translate("Comparison", "Training accuracy"),
        "val_accuracy": translate("Comparison", "Validation accuracy"),
        "learning_rate": translate("Comparison", "Learning rate"),
    }
    return words[kind]


def across_word(across: Across) -> str:
    """The name of what curves run over."""
    translate = QCoreApplication.translate
    words: dict[Across, str] = {
        "step": translate("Comparison", "Steps"),
        "epoch": translate("Comparison", "Epochs"),
        "time": translate("Comparison", "Time"),
    }
    return words[across]


def place_words(across: Across, place: float) -> str:
    """A place of the lower axis: «Step 1,200», «Epoch 3.5», «1 min 20 s»."""
    translate = QCoreApplication.translate
    if across == "time":
        return duration_text(max(place, 0.0))
    if across == "epoch":
        return translate("Comparison", "Epoch {epoch}").format(epoch=QLocale().toString(place, "f", 1))
    return translate("Comparison", "Step {step}").format(step=QLocale().toString(round(place)))


def value_words(kind: CurveKind, value: float | None) -> str:
    """A value of a curve."""
    if kind == "learning_rate":
        return NOTHING if value is None or not value > 0 else real_text(float(f"{value:.3g}"))
    return accuracy_text(value) if kind.endswith("accuracy") else loss_text(value)


def figure_word(figure: Figure) -> str:
    """The heading of a figure in the table."""
    translate = QCoreApplication.translate
    words: dict[Figure, str] = {
        "test_accuracy": translate("Comparison", "Test accuracy"),
        "test_loss": translate("Comparison", "Test loss"),
        "val_accuracy": translate("Comparison", "Val. accuracy"),
        "val_loss": translate("Comparison", "Val. loss"),
        "train_loss": translate("Comparison", "Training loss"),
        "best_epoch": translate("Comparison", "Best epoch"),
        "epochs": translate("Comparison", "Epochs"),
        "parameters": translate("Comparison", "Parameters"),
        "size": translate("Comparison", "Size"),
        "seconds": translate("Comparison", "Duration"),
    }
    return words[figure]


def figure_text(figure: Figure, value: float | None) -> str:
    """A figure of a run."""
    if value is None:
        return NOTHING
    match figure:
        case "test_accuracy" | "val_accuracy":
            return accuracy_text(value)
        case "test_loss" | "val_loss" | "train_loss":
            return loss_text(value)
        case "seconds":
            return duration_text(value)
        case "size":
            return QLocale().formattedDataSize(int(value), 1)
        case _:
            return QLocale().toString(int(value))
