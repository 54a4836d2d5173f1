"""What the groups of runs and their members' states are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:  # the first window needs these words, and none of what they speak of
    from engine.ensembles.group import MemberState
    from engine.ensembles.plan import GroupKind, GroupPlan


def kind_title(kind: GroupKind) -> str:
    """A group's kind as a heading."""
    translate = QCoreApplication.translate
    return {
        "fold": translate("Groups", "Cross-validation"),
        "seed": translate("Groups", "Other seeds"),
        "bag": translate("Groups", "Bagging"),
        "boost": translate("Groups", "Boosting"),
    }[kind]


def kind_story(kind: GroupKind) -> str:
    """What a group of that kind does, for who has never made one."""
    translate = QCoreApplication.translate
    return {
        "fold": translate(
            "Groups",
            "The training images are dealt into equal parts. Each is kept aside by one run, which learns from the "
            "others: every image is a test once, and you see how far the result depends on which were chosen.",
        ),
        "seed": translate(
            "Groups",
            "The same training with other random numbers, on the same split: how far the result depends on chance.",
        ),
        "bag": translate(
            "Groups",
            "Each run learns from a draw of the training images in which some come several times and a third not at "
            "all. Together they answer with the mean of their probabilities.",
        ),
        "boost": translate(
            "Groups",
            "One run after the other, each looking more often at what those before got wrong. Together they answer "
            "with the mean of their probabilities, each by its say.",
        ),
    }[kind]


def held_out_title(plan: GroupPlan) -> str:
    """What a group's runs say of images that were new to them, as a choice."""
    translate = QCoreApplication.translate
    if plan.kind == "fold":
        words = translate("Groups", "Out of fold: {group}")
    else:
        words = translate("Groups", "Out of bag: {group}")
    return words.format(group=plan.name)


def member_words(member: MemberState) -> str:
    """How far a member is."""
    translate = QCoreApplication.translate
    if member.status == "running" and member.epochs:
        return translate("Groups", "Epoch {epoch} of {epochs}").format(epoch=member.epoch, epochs=member.epochs)
    return {
        "waiting": translate("Groups", "Waiting"),
        "running": translate("Groups", "Preparing"),
        "completed": translate("Groups", "Complete"),
        "cancelled": translate("Groups", "Cut off"),
        "failed": translate("Groups", "Failed"),
    }[member.status]


def share_words(value: float | None) -> str:
    """An accuracy, or a dash."""
    return "–" if value is None else f"{100 * value:.2f} %"
