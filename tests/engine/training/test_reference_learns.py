"""The reference network learns to read digits within seconds on a CPU."""

import numpy as np

from engine.data.catalog import load_dataset
from engine.evaluation.predictor import Predictor
from tests.engine.training.conftest import JobMaker


def test_a_few_hundred_steps_read_nine_digits_of_ten(make_job: JobMaker) -> None:
    job = make_job("mnist-cnn", limit_train=12_800, validation_split=0.0, seed=1)
    end = job.run_to_end()
    assert end.outcome == "completed", end.failure
    assert job.run is not None
    dataset = load_dataset("mnist")
    probabilities = Predictor.from_run(job.run).predict(dataset.test_images[:1000])
    assert float(np.mean(probabilities.argmax(axis=1) == dataset.test_labels[:1000])) > 0.9
