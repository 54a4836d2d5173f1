"""(c) Keras on TensorFlow: ``fit`` as in keras.io's «Simple MNIST convnet», with the reference network's layers."""

import os
import time
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras  # type: ignore[import-not-found]
import numpy as np
import tensorflow as tf  # type: ignore[import-untyped]
from keras import layers

from benchmarks.peers.protocol import BATCH, LEARNING_RATE, Run, serve


class _Clock(keras.callbacks.Callback):  # type: ignore[misc]
    """From an epoch's beginning to its end: without what ``fit`` prepares."""

    seconds = 0.0

    def on_epoch_begin(self, epoch: int, logs: object = None) -> None:
        self._began = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: object = None) -> None:
        self.seconds = time.perf_counter() - self._began


def prepare(folder: Path) -> tuple[Run, dict[str, str]]:
    """Images from 0 to 1 and labels one-hot, all in memory, as the recipe has them."""
    with np.load(folder / "train.npz") as data:
        images = data["images"].reshape(-1, 28, 28, 1).astype("float32") / 255
        labels = keras.utils.to_categorical(data["labels"], 10)
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
            layers.MaxPooling2D(pool_size=(2, 2)),
            layers.Conv2D(64, kernel_size=(3, 3), activation="relu"),
            layers.MaxPooling2D(pool_size=(2, 2)),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.Adam(learning_rate=LEARNING_RATE)
    model.compile(loss="categorical_crossentropy", optimizer=optimizer, metrics=["accuracy"])

    def run(steps: int) -> tuple[float, list[float]]:
        clock, count = _Clock(), steps * BATCH
        model.fit(images[:count], labels[:count], batch_size=BATCH, epochs=1, verbose=0, callbacks=[clock])
        return clock.seconds, []

    return run, {"keras": keras.__version__, "tensorflow": tf.__version__}


if __name__ == "__main__":
    serve(prepare)
