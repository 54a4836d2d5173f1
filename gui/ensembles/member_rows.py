"""What a card says of a run that was put together of others: how well it does, and who is in it by how much."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from engine.runs.metadata import RunMetadata
from gui.ensembles.words import share_words
from gui.fact_card import Rows


def member_rows(metadata: RunMetadata, loss_text: Callable[[float | None], str]) -> Rows:
    """Names and values; the members are told with their share and the accuracy that each had by itself."""
    translate = QCoreApplication.translate
    relation = "" if metadata.lineage is None else metadata.lineage.relation
    kind = (
        translate("Groups", "Soup: the mean of weights")
        if relation == "soup"
        else translate("Groups", "Ensemble: the mean of probabilities")
    )
    total = sum(member.share for member in metadata.members)
    words = translate("Groups", "{name} · {share} · validation {accuracy}")
    members = "\n".join(
        words.format(
            name=member.name,
            share=f"{100 * member.share / total:.0f} %",
            accuracy=share_words(member.validation_accuracy),
        )
        for member in metadata.members
    )
    return [
        (translate("Groups", "Kind"), kind),
        (translate("Groups", "Test accuracy"), share_words(metadata.test_accuracy)),
        (translate("Groups", "Test loss"), loss_text(metadata.test_loss)),
        (translate("Groups", "Validation accuracy"), share_words(metadata.validation_accuracy)),
        (translate("Groups", "Validation loss"), loss_text(metadata.validation_loss)),
        (translate("Groups", "Members"), members),
    ]
