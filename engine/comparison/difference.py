"""In what two runs differ: network, hyperparameters, data, and what they were computed with."""

from __future__ import annotations

from dataclasses import dataclass

from engine.comparison.networks import NetworkDifference, network_difference
from engine.comparison.settings import FieldDifference, differing_fields
from engine.project import Project
from engine.runs.metadata import RunMetadata
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.config import TrainingConfig
from engine.training.config.split import SplitFields

DATA_FIELDS = frozenset((*SplitFields.model_fields, "limit_train"))
"""The hyperparameters that decide which images a run learned from."""
_SHOWN_FINGERPRINT = 12


@dataclass(frozen=True, slots=True)
class FactDifference:
    """Something that differs, and both values; ``label`` is marked for translation or a name of its own."""

    label: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class RunDifference:
    """All in which two runs differ. ``projects`` are the runs' own, for drawing them."""

    first: str
    second: str
    projects: tuple[Project, Project]
    network: NetworkDifference
    hyperparameters: tuple[FieldDifference, ...]
    data: tuple[FactDifference, ...]
    split: tuple[FieldDifference, ...]
    environment: tuple[FactDifference, ...]

    @property
    def in_seed_only(self) -> bool:
        """Whether nothing but the seed decides between the two, as far as it was written down."""
        names = [difference.field.name for difference in self.hyperparameters]
        return self.network.computes_alike and names == ["seed"] and not (self.data or self.split)

    @property
    def same_images(self) -> bool:
        """Whether both learned from the same files, whatever their split."""
        return not self.data

    def sentences(self) -> tuple[Text, ...]:
        """What differs, from the greatest to the least, a sentence for each part."""
        return (*self._whole(), *self._of_network(), *self._of_data(), *self._of_environment())

    def _whole(self) -> list[Text]:
        if self.in_seed_only:
            return [Text(QT_TRANSLATE_NOOP("engine", "The two runs differ in their seed only."))]
        if self.network.is_none and not (self.hyperparameters or self.data or self.split):
            return [Text(QT_TRANSLATE_NOOP("engine", "Both runs trained the same network in the same way."))]
        return []

    def _of_network(self) -> list[Text]:
        network = self.network
        if network.is_none:
            return [Text(QT_TRANSLATE_NOOP("engine", "The networks are the same."))]
        if network.computes_alike:
            return [Text(QT_TRANSLATE_NOOP("engine", "The networks compute the same; some layers have other names."))]
        kinds = [layer.kind for layer in network.layers]
        return [
            Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "Layers of the networks: {first} only in {one}, {second} only in {other}, "
                    "{changed} in both but not alike.",
                ),
                {
                    "first": kinds.count("first"),
                    "second": kinds.count("second"),
                    "changed": kinds.count("changed"),
                    "one": self.first,
                    "other": self.second,
                },
            )
        ]

    def _of_data(self) -> list[Text]:
        if self.data:
            return [Text(QT_TRANSLATE_NOOP("engine", "They learned from different data."))]
        if self.split:
            return [Text(QT_TRANSLATE_NOOP("engine", "They learned from different parts of the same data."))]
        return []

    def _of_environment(self) -> list[Text]:
        if not self.environment:
            return []
        return [
            Text(
                QT_TRANSLATE_NOOP(
                    "engine", "They were computed with different programs or machines, which changes the last digits."
                )
            )
        ]


def run_difference(first: Run, second: Run) -> RunDifference:
    """In what two stored runs differ; raises :class:`NetwrightError` where one is damaged."""
    one, other = first.project(with_dataset=False), second.project(with_dataset=False)
    told, told_other = first.metadata(), second.metadata()
    fields = set(TrainingConfig.model_fields)
    return RunDifference(
        first.name,
        second.name,
        (one, other),
        network_difference(one.model, other.model),
        differing_fields(one.training, other.training, fields - DATA_FIELDS),
        _data(one, other, told, told_other),
        differing_fields(one.training, other.training, DATA_FIELDS),
        _environment(told, told_other),
    )


def _data(one: Project, other: Project, told: RunMetadata, told_other: RunMetadata) -> tuple[FactDifference, ...]:
    found = []
    if one.dataset != other.dataset:
        found.append(FactDifference(QT_TRANSLATE_NOOP("engine", "Dataset"), one.dataset, other.dataset))
    marks = _short(told.fingerprint), _short(told_other.fingerprint)
    if all(marks) and told.fingerprint != told_other.fingerprint:
        found.append(FactDifference(QT_TRANSLATE_NOOP("engine", "Fingerprint"), *marks))
    return tuple(found)


def _short(fingerprint: str) -> str:
    return fingerprint.rpartition(":")[2][:_SHOWN_FINGERPRINT]


def _environment(one: RunMetadata, other: RunMetadata) -> tuple[FactDifference, ...]:
    facts = [
        FactDifference(QT_TRANSLATE_NOOP("engine", "Device"), one.device, other.device),
        FactDifference(QT_TRANSLATE_NOOP("engine", "Processor"), one.device_name, other.device_name),
        FactDifference(QT_TRANSLATE_NOOP("engine", "System"), one.platform, other.platform),
    ]
    facts += [
        FactDifference(package, one.versions.get(package, ""), other.versions.get(package, ""))
        for package in dict.fromkeys((*one.versions, *other.versions))
    ]
    return tuple(fact for fact in facts if fact.first != fact.second)
