"""(d) Lightning's Trainer over tensors in memory, normalised beforehand."""

import logging
import time
import warnings
from pathlib import Path
from typing import Any

import lightning  # type: ignore[import-not-found]
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

from benchmarks.peers.protocol import BATCH, LEARNING_RATE, MEAN, STD, Run, serve
from benchmarks.peers.torch_network import network, training_set


class _Recipe(lightning.LightningModule):  # type: ignore[misc]
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.model = network(folder)

    def training_step(self, batch: list[Tensor], _: int) -> Tensor:
        images, labels = batch
        return functional.cross_entropy(self.model(images), labels)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.Adam(self.parameters(), lr=LEARNING_RATE)


class _Clock(lightning.Callback):  # type: ignore[misc]
    seconds = 0.0

    def on_train_epoch_start(self, *_: Any) -> None:
        self._began = time.perf_counter()

    def on_train_epoch_end(self, *_: Any) -> None:
        self.seconds = time.perf_counter() - self._began


def prepare(folder: Path) -> tuple[Run, dict[str, str]]:
    """Without logger, checkpoints and progress bar: only the loop is measured."""
    warnings.filterwarnings("ignore")
    for name in ("lightning", "lightning.pytorch", "lightning.fabric"):
        logging.getLogger(name).setLevel(logging.ERROR)
    images, labels = training_set(folder)
    dataset = TensorDataset((images.float() / 255 - MEAN) / STD, labels)
    recipe = _Recipe(folder)

    def run(steps: int) -> tuple[float, list[float]]:
        clock = _Clock()
        trainer = lightning.Trainer(
            accelerator="cpu",
            max_epochs=1,
            limit_train_batches=steps,
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
            callbacks=[clock],
        )
        trainer.fit(recipe, DataLoader(dataset, batch_size=BATCH, shuffle=True))
        return clock.seconds, []

    return run, {"lightning": lightning.__version__, "torch": torch.__version__}


if __name__ == "__main__":
    serve(prepare)
