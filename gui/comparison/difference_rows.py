"""The difference of two runs as rows of words: sections, and in each what differs with both values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.comparison.difference import FactDifference, RunDifference
from engine.comparison.networks import BlockDifference, Kind, LayerDifference, Link, NetworkDifference
from engine.comparison.settings import FieldDifference
from gui.forms.values import value_text, with_unit
from gui.training.summary import NOTHING
from gui.training.words import FIELDS, hyperparameter_text
from gui.translation import say


@dataclass(frozen=True, slots=True)
class Row:
    """What differs and both values. ``layers`` are the ids in the first and the second network, for showing them."""

    name: str
    first: str
    second: str
    kind: Kind = "changed"
    layers: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


def sections_of(difference: RunDifference) -> list[Section]:
    """All that differs, in the language of now; sections without rows are left out."""
    translate = QCoreApplication.translate
    found = (
        Section(translate("Comparison", "Network"), tuple(_network(difference.network))),
        Section(translate("Comparison", "Hyperparameters"), tuple(map(_hyperparameter, difference.hyperparameters))),
        Section(
            translate("Comparison", "Data"),
            (*map(_fact, difference.data), *map(_hyperparameter, difference.split)),
        ),
        Section(translate("Comparison", "Code and machine"), tuple(map(_fact, difference.environment))),
    )
    return [section for section in found if section.rows]


def _network(network: NetworkDifference, inside: str = "") -> list[Row]:
    rows = [row for layer in network.layers for row in _layer(layer, inside)]
    rows += _links(network.only_first_links, inside, first=True)
    rows += _links(network.only_second_links, inside, first=False)
    for block in network.blocks:
        rows += _block(block, inside)
    return rows


def _layer(layer: LayerDifference, inside: str) -> list[Row]:
    translate = QCoreApplication.translate
    first, second = layer.first, layer.second
    name = f"{inside}{layer.name}"
    if first is None or second is None:
        there = first or second
        assert there is not None
        words = (there.type, NOTHING) if second is None else (NOTHING, there.type)
        return [Row(name, *words, layer.kind, (there.id, "") if second is None else ("", there.id))]
    ids = (first.id, second.id)
    if layer.kind == "renamed":
        return [Row(translate("Comparison", "{layer}: name").format(layer=name), first.id, second.id, "renamed", ids)]
    if first.type != second.type:
        return [Row(translate("Comparison", "{layer}: type").format(layer=name), first.type, second.type, layers=ids)]
    rows = [
        Row(f"{name}: {say(field.field.label)}", _value(field, field.first), _value(field, field.second), layers=ids)
        for field in layer.fields
    ]
    if layer.reordered:
        reads = translate("Comparison", "{layer}: reads").format(layer=name)
        rows.append(Row(reads, ", ".join(first.inputs), ", ".join(second.inputs), layers=ids))
    return rows


def _links(links: Sequence[Link], inside: str, *, first: bool) -> list[Row]:
    linked = QCoreApplication.translate("Comparison", "linked")
    words = (linked, NOTHING) if first else (NOTHING, linked)
    return [
        Row(
            f"{inside}{source} → {target}",
            *words,
            "first" if first else "second",
            (target, "") if first else ("", target),
        )
        for source, target in links
    ]


def _block(block: BlockDifference, inside: str) -> list[Row]:
    if block.network is not None:
        return [
            Row(row.name, row.first, row.second, row.kind)
            for row in _network(block.network, f"{inside}{block.name} / ")
        ]
    word = QCoreApplication.translate("Comparison", "block")
    words = (word, NOTHING) if block.kind == "first" else (NOTHING, word)
    return [Row(f"{inside}{block.name}", *words, block.kind)]


def _value(difference: FieldDifference, value: object) -> str:
    plain: Callable[[str, str], str] = lambda _name, value: value  # noqa: E731 - layers' choices have no titles
    automatic = QCoreApplication.translate("Comparison", "automatic")
    return with_unit(difference.field, value_text(difference.field, value, plain, lambda _name: automatic)) or NOTHING


def _hyperparameter(difference: FieldDifference) -> Row:
    name = difference.field.name
    label = say(FIELDS[name].label)
    return Row(label, hyperparameter_text(name, difference.first), hyperparameter_text(name, difference.second))


def _fact(fact: FactDifference) -> Row:
    return Row(say(fact.label), fact.first or NOTHING, fact.second or NOTHING)
