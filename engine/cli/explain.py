"""``explain``: what in pictures speaks for an answer, as pictures."""

import io
import math
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from cyclopts import Parameter
from numpy.typing import NDArray
from PIL import Image

from engine.cli.output import CommandFailed, JsonFlag, WrongArguments, print_json
from engine.cli.pictures import prepared_picture
from engine.cli.runs import opened_run
from engine.evaluation.explaining.explanation import METHODS, Explanation, Method, Settings
from engine.evaluation.explaining.overlay import overlay
from engine.files import write_atomically

_LEAST_SIDE = 280


def explain(
    run: str,
    images: Annotated[tuple[Path, ...], Parameter(negative=())],
    /,
    *,
    method: Literal["gradient", "smoothgrad", "integrated-gradients", "grad-cam", "occlusion", "all"] = (
        "integrated-gradients"
    ),
    layer: str | None = None,
    class_: Annotated[str | None, Parameter(name="--class")] = None,
    out: Path,
    json: JsonFlag = False,
) -> int:
    """Show what in pictures speaks for a class (orange) and against it (blue), as PNG files.

    Pictures are prepared as the run's dataset was: digits for MNIST are cropped to their ink, scaled and centred.

    Parameters
    ----------
    run: str
        The run's folder or its name.
    images: Path
        Picture files, such as PNG or JPEG.
    method: str
        How to look: gradient, smoothgrad, integrated-gradients, grad-cam, occlusion, or all of them.
    layer: str
        The layer that Grad-CAM looks at instead of the last one with height and width.
    class_: str
        The class to ask about instead of the network's answer.
    out: Path
        The folder for the pictures; it is made.
    """
    if not images:
        raise WrongArguments("explain: expected at least one picture after the run")
    opened = opened_run(run)
    metadata = opened.metadata()
    if class_ is not None and class_ not in metadata.classes:
        raise WrongArguments(f"--class: expected one of {', '.join(metadata.classes)}, found {class_}")
    if layer is not None and method not in ("grad-cam", "all"):
        raise WrongArguments(f"--layer is for the method grad-cam, found {method}")
    pictures = [(path, prepared_picture(path, metadata)) for path in images]
    empty = [str(path) for path, pixels in pictures if pixels is None]
    if empty:
        raise CommandFailed(f"there is no ink in {', '.join(empty)}")

    from engine.evaluation.explaining.explain import explain as explain_one
    from engine.evaluation.explaining.subject import Subject

    subject = Subject.from_run(opened)
    out.mkdir(parents=True, exist_ok=True)
    found: list[dict[str, Any]] = []
    for number, (path, pixels) in enumerate(pictures):
        assert pixels is not None
        answer = int(subject.predict(pixels[None])[0].argmax())
        target = answer if class_ is None else metadata.classes.index(class_)
        for one in _methods(method):
            explained = explain_one(subject, pixels, target, one, Settings(layer=layer))
            # Two pictures of one name in two folders are two pictures.
            repeated = sum(other.stem == path.stem for other in images[:number])
            file = out / f"{path.stem}{f'-{repeated + 1}' if repeated else ''}-{one}.png"
            write_atomically(file, _png(pixels, explained))
            found.append(_data(path, file, metadata.classes[answer], metadata.classes[target], explained))
            if not json:
                print(_sentence(found[-1]))
    if json:
        print_json({"run": opened.name, "explanations": found})
    return 0


def _methods(wanted: str) -> tuple[Method, ...]:
    return tuple(method for method in METHODS if wanted in ("all", method))


def _png(pixels: NDArray[np.uint8], explained: Explanation) -> bytes:
    """The overlay in pixels large enough to be looked at."""
    picture = Image.fromarray(overlay(pixels, explained.values, explained.scale))
    factor = math.ceil(_LEAST_SIDE / max(picture.size))
    large = picture.resize((picture.width * factor, picture.height * factor), Image.Resampling.NEAREST)
    stream = io.BytesIO()
    large.save(stream, "PNG")
    return stream.getvalue()


def _data(path: Path, file: Path, answer: str, target: str, explained: Explanation) -> dict[str, Any]:
    return {
        "image": str(path),
        "out": str(file),
        "method": explained.method,
        "answer": answer,
        "class": target,
        "score": explained.score,
        "scale": explained.scale,
        "layer": explained.layer,
        "completeness_error": explained.completeness_error,
        "seconds": explained.seconds,
        "words": str(explained.words),
    }


def _sentence(data: dict[str, Any]) -> str:
    return (
        f"{data['out']}: {data['image']} is taken for {data['answer']}, asked for {data['class']}"
        f" (score {data['score']:.3g}). {data['words']}"
    )
