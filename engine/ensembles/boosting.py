"""How much each member of a boosted ensemble has to say."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.data.catalog import Dataset, load_dataset
from engine.evaluation.answers import answers_of
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.resampling import weights_after
from engine.training.splitting import split_of

_WHOLE = 1_000


def say_of_members(store: RunStore, runs: Sequence[Run]) -> tuple[int, ...]:
    """The members' say by SAMME as whole numbers of some thousand in all; each has at least 1.

    Raises :class:`NetwrightError` where a member is no better than guessing.
    """
    project = runs[0].project()
    last = runs[-1].project().training
    training = TrainingConfig.model_validate(
        last.model_dump() | {"boosted_on": ",".join(run.name for run in runs), "resample_seed": None}
    )
    data = load_dataset(project.dataset)
    rows = split_of(data, training).train

    def answers(name: str, dataset: Dataset, places: NDArray[np.int64]) -> NDArray[np.int64]:
        return answers_of(store.open(name), dataset, places)

    _, says = weights_after(data, rows, training, answers)
    total = sum(says)
    return tuple(max(1, round(_WHOLE * say / total)) for say in says)
