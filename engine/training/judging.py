"""A network measured on whole splits: validation, the test at the end, and statistics of batch normalisation."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from torch import Tensor

from engine.data.batches import Images, images_on
from engine.data.normalisation import preprocessing_by
from engine.evaluation.evaluate import Metrics, evaluate_resident
from engine.model.build import Network
from engine.training.averaging import Average
from engine.training.batch_statistics import refresh_batch_norm
from engine.training.events import EvaluationProgressed, Event, Split
from engine.training.setup import TrainingSetup
from engine.weights import load_weights

REPORT_SECONDS = 0.05
"""At most so often is told how far it is, and are losses of steps read back from the device."""


class Judge:
    """Measures for one trainer. ``heed`` is called between batches and may raise; ``clock`` gives seconds."""

    def __init__(self, emit: Callable[[Event], None], heed: Callable[[], None], clock: Callable[[], float]) -> None:
        self._emit, self._heed, self._clock = emit, heed, clock

    def evaluate(self, setup: TrainingSetup, network: Network, split: Split, images: Images) -> Metrics:
        """Loss and accuracy on a split."""
        told = self._telling(split)
        return evaluate_resident(network, images, setup.evaluation_batch, self._stops, told, setup.loss.total)

    def test(self, setup: TrainingSetup, network: Network, best_file: Path) -> Metrics:
        """The same on the test images, by the best weights as they were saved, which ``network`` takes over."""
        network.load_state_dict(self._load(best_file))
        dataset = setup.data.dataset
        preprocessing = preprocessing_by(setup.config.normalisation, dataset.info)
        images = images_on(setup.device, dataset.test_images, dataset.test_labels, preprocessing)
        return self.evaluate(setup, network, "test", images)

    def refresh_batch_norm(self, setup: TrainingSetup, average: Average) -> None:
        """Measure the statistics of an average's batch normalisation on the training images."""
        images = self._plain_images(setup, range(0, len(setup.train), setup.evaluation_batch))
        refresh_batch_norm(average.network, images)

    def _load(self, best_file: Path) -> dict[str, Tensor]:
        return load_weights(best_file)

    def _plain_images(self, setup: TrainingSetup, starts: Iterable[int]) -> Iterator[Tensor]:
        """The batches of training images that begin there in the dataset's order, as they are evaluated."""
        for start in starts:
            self._heed()
            yield setup.train.batch(start, min(start + setup.evaluation_batch, len(setup.train)))[0]

    def _stops(self) -> bool:
        self._heed()
        return False

    def _telling(self, split: Split) -> Callable[[int, int], None]:
        last_told = self._clock()

        def tell(done: int, total: int) -> None:
            nonlocal last_told
            if done == total or self._clock() - last_told >= REPORT_SECONDS:
                last_told = self._clock()
                self._emit(EvaluationProgressed(split, done, total))

        return tell
