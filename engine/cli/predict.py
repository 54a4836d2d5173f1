"""``predict``: what a run's network sees in picture files, or makes of the rows of tables."""

from pathlib import Path
from typing import Annotated, Any

import numpy as np
from cyclopts import Parameter
from numpy.typing import NDArray

from engine.cli.output import CommandFailed, JsonFlag, WrongArguments, percent, print_json
from engine.cli.pictures import prepared_picture
from engine.cli.runs import opened_run
from engine.data.sources.features import rows_of
from engine.data.sources.tables import read_table
from engine.runs.run import Run


def predict(
    run: str,
    images: Annotated[tuple[Path, ...], Parameter(negative=())],
    /,
    *,
    json: JsonFlag = False,
) -> int:
    """Say what a run's network sees in pictures, or makes of the rows of tables.

    For a network that learned from MNIST or its like, a picture is treated as MNIST was made: cropped to its ink,
    scaled and centred; its background may be light or dark. For others it is brought to the size of their images.
    A network that learned from features takes tables (CSV) with columns of the same titles, or those columns alone.

    Parameters
    ----------
    run: str
        The run's folder or its name.
    images: Path
        Picture files, such as PNG or JPEG; or tables.
    """
    if not images:
        raise WrongArguments("predict: expected at least one picture after the run")
    opened = opened_run(run)
    metadata = opened.metadata()
    if len(metadata.image_shape) == 1:
        return _predict_rows(opened, images, json)
    pictures = [prepared_picture(image, metadata) for image in images]
    classes = metadata.classes

    from engine.evaluation.predictor import Predictor

    inked = {index: picture for index, picture in enumerate(pictures) if picture is not None}
    rows: dict[int, NDArray[np.float32]] = {}
    if inked:
        answers = Predictor.from_run(opened).predict(np.stack(list(inked.values())))
        rows = dict(zip(inked, answers, strict=True))
    predictions = [_prediction(image, classes, rows.get(index)) for index, image in enumerate(images)]
    if json:
        print_json({"run": opened.name, "predictions": predictions})
    else:
        for prediction in predictions:
            print(_sentence(prediction))
    if len(rows) < len(images):
        empty = [str(image) for index, image in enumerate(images) if index not in rows]
        raise CommandFailed(f"there is no ink in {', '.join(empty)}")
    return 0


def _predict_rows(run: Run, tables: tuple[Path, ...], json: bool) -> int:
    """The answer to each row, by its place in its table."""
    from engine.evaluation.predictor import Predictor

    metadata = run.metadata()
    predictor, predictions, left_out = Predictor.from_run(run), [], []
    for path in tables:
        places, values, without = rows_of(path, read_table(path), metadata.columns)
        left_out += without
        for place, row in zip(places, predictor.predict(values), strict=True):
            answer = _prediction(Path(place), metadata.classes, row)
            predictions.append({"row": answer.pop("image"), **answer})
    if json:
        print_json({"run": run.name, "predictions": predictions})
    else:
        for prediction in predictions:
            print(_sentence({"image": prediction["row"], **prediction}))
    if left_out:
        raise CommandFailed("left out: " + "; ".join(f"{one.place}: {one.reason}" for one in left_out[:20]))
    return 0


def _prediction(image: Path, classes: tuple[str, ...], row: NDArray[np.float32] | None) -> dict[str, Any]:
    """One picture's answer; without ink there is none."""
    if row is None:
        return {"image": str(image), "class": None, "probability": None, "probabilities": None}
    best = int(np.argmax(row))
    return {
        "image": str(image),
        "class": classes[best],
        "probability": float(row[best]),
        "probabilities": {name: float(share) for name, share in zip(classes, row, strict=True)},
    }


def _sentence(prediction: dict[str, Any]) -> str:
    if prediction["class"] is None:
        return f"{prediction['image']}: no ink"
    ranked = sorted(prediction["probabilities"].items(), key=lambda pair: -pair[1])[:3]
    return f"{prediction['image']}: " + "  ".join(f"{name} {percent(share)}" for name, share in ranked)
