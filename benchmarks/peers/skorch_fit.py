"""(e) skorch's NeuralNetClassifier over arrays in memory, normalised beforehand."""

from pathlib import Path

import skorch  # type: ignore[import-not-found]
import torch

from benchmarks.peers.protocol import BATCH, LEARNING_RATE, MEAN, STD, Run, serve
from benchmarks.peers.torch_network import network, training_set


def prepare(folder: Path) -> tuple[Run, dict[str, str]]:
    """All images for training; an epoch's duration is the one that skorch tells."""
    images, labels = training_set(folder)
    inputs, targets = ((images.float() / 255 - MEAN) / STD).numpy(), labels.numpy()
    classifier = skorch.NeuralNetClassifier(
        network(folder),
        criterion=torch.nn.CrossEntropyLoss,
        optimizer=torch.optim.Adam,
        lr=LEARNING_RATE,
        batch_size=BATCH,
        iterator_train__shuffle=True,
        train_split=None,
        max_epochs=1,
        verbose=0,
    ).initialize()

    def run(steps: int) -> tuple[float, list[float]]:
        classifier.partial_fit(inputs[: steps * BATCH], targets[: steps * BATCH])
        return float(classifier.history[-1, "dur"]), []

    return run, {"skorch": skorch.__version__, "torch": torch.__version__}


if __name__ == "__main__":
    serve(prepare)
