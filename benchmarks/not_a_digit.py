"""How well different scores tell drawings that are no digits from digits, at one rate of false alarms.

``uv run python -m benchmarks.not_a_digit RUN`` takes a stored run of a network for MNIST. Every threshold has 98.25 %
of 4,000 validation images below it. The table has the share of MNIST's test images that are called no digit all the
same (false alarms) and that of each kind of drawing that is found out. The last line is what the program uses.
"""

import argparse
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.odd_drawings import KINDS, odd_images
from engine.data.catalog import load_dataset
from engine.evaluation.doubt import FALSE_ALARMS, brightness_of
from engine.evaluation.features import FeatureIndex, evenly
from engine.evaluation.insight import MOST_VALIDATION, NEIGHBOURS, study_run
from engine.evaluation.predictor import Predictor
from engine.evaluation.split import images_of_split
from engine.runs.store import RunStore

COUNT = 300
PIECE = 500

Seen = tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.float32]]
"""Images, logits, features."""
Score = Callable[[Seen], NDArray[np.floating]]


def main() -> int:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("run")
    run = RunStore().open(arguments.parse_args().run)
    predictor = Predictor.from_run(run)
    insight = study_run(run)

    def look(images: NDArray[np.uint8]) -> Seen:
        pieces = [predictor.look(images[start : start + PIECE]) for start in range(0, len(images), PIECE)]
        return images, np.concatenate([piece[0] for piece in pieces]), np.concatenate([piece[1] for piece in pieces])

    validation = images_of_split(run, split="validation").images
    kept_aside = look(validation[evenly(len(validation), MOST_VALIDATION)])
    digits = look(np.array(load_dataset("mnist").test_images))
    odd = {kind: look(odd_images(kind, COUNT)) for kind in KINDS}
    pixels = FeatureIndex(_flat(insight.index.images), insight.index.images, insight.index.labels)
    scores: dict[str, Score] = {
        "1 - largest probability": lambda seen: -_softmax(seen[1]).max(axis=1),
        "energy": lambda seen: -_log_sum_exp(seen[1]),
        "- largest logit": lambda seen: -seen[1].max(axis=1),
        "5th nearest in pixels": lambda seen: _distance(pixels, _flat(seen[0])),
        "5th nearest in features": lambda seen: _distance(insight.index, seen[2]),
        "brightness": lambda seen: brightness_of(seen[0]),
    }
    print(f"{'score':26}{'false alarms':>14}" + "".join(f"{kind:>14}" for kind in KINDS))
    for name, score in scores.items():
        threshold = float(np.quantile(score(kept_aside), 1 - sum(FALSE_ALARMS)))
        found = [float((score(seen) > threshold).mean()) for seen in (digits, *odd.values())]
        print(f"{name:26}" + "".join(f"{100 * share:>12.2f} %" for share in found))
    used = [
        float(np.mean([answer.doubt == "unlike" for answer in insight.answers(*seen)]))
        for seen in (digits, *odd.values())
    ]
    print(f"{'features and brightness':26}" + "".join(f"{100 * share:>12.2f} %" for share in used))
    return 0


def _distance(index: FeatureIndex, features: NDArray[np.float32]) -> NDArray[np.float32]:
    pieces = [index.nearest(features[start : start + PIECE], NEIGHBOURS)[1] for start in range(0, len(features), PIECE)]
    return np.concatenate(pieces)[:, -1]


def _flat(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    return images.reshape(len(images), -1).astype(np.float32)


def _log_sum_exp(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    top = logits.max(axis=1)
    result: NDArray[np.float32] = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return result


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = np.exp(logits - _log_sum_exp(logits)[:, None])
    return result


if __name__ == "__main__":
    raise SystemExit(main())
