"""What all layers of a network come to, kept up as a difference: an edit changes few of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engine.model.report import UNKNOWN, LayerReport


class Totals(NamedTuple):
    """Sums over all layers; ``largest_activation`` is the most that one of them keeps."""

    parameters: int
    trainable_parameters: int
    multiply_adds: int
    activation_values: int
    largest_activation: int

    def exchanged(self, former: Mapping[str, LayerReport], reports: Mapping[str, LayerReport]) -> Totals:
        """The totals with other ``reports``, where ``former`` holds those that are gone or replaced."""
        parameters, trainable, multiply_adds, activations, largest = self
        was_largest = False
        for layer_id, old in former.items():
            new = reports.get(layer_id, UNKNOWN)
            parameters += new.parameters - old.parameters
            trainable += new.trainable_parameters - old.trainable_parameters
            multiply_adds += new.multiply_adds - old.multiply_adds
            activations += new.activation_values - old.activation_values
            largest = max(largest, new.activation_values)
            was_largest = was_largest or old.activation_values == self.largest_activation
        if was_largest and largest == self.largest_activation:
            largest = max((report.activation_values for report in reports.values()), default=0)
        return Totals(parameters, trainable, multiply_adds, activations, largest)


def totals(reports: Iterable[LayerReport]) -> Totals:
    """The totals of layers of which nothing was known before."""
    parameters = trainable = multiply_adds = activations = largest = 0
    for report in reports:
        parameters += report.parameters
        trainable += report.trainable_parameters
        multiply_adds += report.multiply_adds
        activations += report.activation_values
        largest = max(largest, report.activation_values)
    return Totals(parameters, trainable, multiply_adds, activations, largest)
