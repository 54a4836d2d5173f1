"""A soup: the weights themselves are averaged (Wortsman et al., 2022), which costs no more to ask than one network.

It is of use where the members lie close together: runs that started from the same weights. Of networks that each
learned from scratch the mean knows little, which the greedy soup finds out by the validation images.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from engine.data.batches import images_on
from engine.data.catalog import load_dataset
from engine.ensembles.making import Progress, alone_is_better, keep
from engine.ensembles.members import Candidate, candidates, check_validation, training_of
from engine.evaluation.evaluate import EvaluationStopped, evaluate_resident, evaluation_batch_size
from engine.evaluation.features import evenly
from engine.model.analysis import analyse
from engine.model.build import blank
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.batch_statistics import refresh_batch_norm
from engine.training.splitting import split_of
from engine.weights import copy_state, load_weights

_MOST = 1_000
_STATISTICS_IMAGES = 10_000
"""So many training images measure what batch normalisation needs to know of the averaged weights."""


def make_soup(
    store: RunStore,
    runs: Sequence[Run],
    *,
    choose: bool = False,
    name: str = "",
    should_stop: Callable[[], bool] = lambda: False,
    progress: Progress = lambda done, total: None,
) -> Run:
    """A soup of stored runs of the same network: of all of them, or with ``choose`` a greedy one.

    The greedy soup takes the runs by their accuracy on the validation images, the best first, and keeps each that makes
    the soup's no worse. Raises :class:`NetwrightError`, :class:`OSError` and :class:`EvaluationStopped`.
    """
    found = candidates(runs, _MOST)
    first = found[0]
    for one in found[1:]:
        if one.project.model != first.project.model or one.metadata.preprocessing != first.metadata.preprocessing:
            raise NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "The runs {run} and {first} are of different networks: only weights of the "
                    "same one can be averaged.",
                ),
                QT_TRANSLATE_NOOP("engine", "Make an ensemble of them, which averages their answers."),
                run=one.run.name,
                first=first.run.name,
            )
    kitchen = _Kitchen(found, should_stop)
    taken = list(found)
    if choose:
        check_validation(found)
        taken = kitchen.greedy(progress)
    if len(taken) == 1:
        raise alone_is_better(taken[0])
    weights = kitchen.soup(taken)
    members = [(one, 1) for one in taken]
    title = f"soup of {len(taken)}"
    return keep(store, first.project.model, weights, members, "soup", name or f"soup-{first.metadata.title}", title)


class _Kitchen:
    """The network that soups are tried in, and the images for it."""

    def __init__(self, found: Sequence[Candidate], should_stop: Callable[[], bool]) -> None:
        self._found, self._should_stop = found, should_stop
        project, preprocessing = found[0].project, found[0].metadata.preprocessing
        self._network = blank(project.model).eval()
        cpu = torch.device("cpu")
        self._batch = evaluation_batch_size(analyse(project.model).multiply_adds, cpu)
        data = load_dataset(project.dataset)
        split = split_of(data, training_of(found))
        chosen = split.train[evenly(len(split.train), _STATISTICS_IMAGES)]
        self._training = images_on(cpu, data.train_images, data.train_labels, preprocessing, chosen)
        self._validation = images_on(cpu, data.train_images, data.train_labels, preprocessing, split.validation)

    def soup(self, members: Sequence[Candidate]) -> dict[str, Tensor]:
        """The mean of the members' weights, with statistics of batch normalisation of its own."""
        sums: dict[str, Tensor] = {}
        for one in members:
            if self._should_stop():
                raise EvaluationStopped
            for name, tensor in load_weights(one.run.best_weights).items():
                value = tensor.to(torch.float64) if tensor.is_floating_point() else tensor
                sums[name] = value if name not in sums or not tensor.is_floating_point() else sums[name] + value
        self._network.load_state_dict(_means(sums, len(members), self._network.state_dict()))
        if len(members) > 1:
            refresh_batch_norm(self._network, self._batches())
        return copy_state(self._network)

    def greedy(self, progress: Progress) -> list[Candidate]:
        """The members of the greedy soup."""
        alone = [self._accuracy([one]) for one in self._found]
        ranked = np.argsort([-accuracy for accuracy in alone], kind="stable").tolist()
        taken, best = [self._found[ranked[0]]], alone[ranked[0]]
        for number, place in enumerate(ranked[1:], start=2):
            accuracy = self._accuracy([*taken, self._found[place]])
            if accuracy >= best:
                taken.append(self._found[place])
                best = accuracy
            progress(number, len(ranked))
        return taken

    def _accuracy(self, members: Sequence[Candidate]) -> float:
        self.soup(members)
        return evaluate_resident(self._network, self._validation, self._batch, self._should_stop).accuracy

    def _batches(self) -> Iterator[Tensor]:
        count = len(self._training)
        for start in range(0, count, self._batch):
            yield self._training.batch(start, min(start + self._batch, count))[0]


def _means(sums: Mapping[str, Tensor], count: int, like: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {
        name: (total / count).to(like[name].dtype) if total.is_floating_point() else total
        for name, total in sums.items()
    }
