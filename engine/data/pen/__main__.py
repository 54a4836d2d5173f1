"""Draws the digits in ``resources/pen`` anew: ``python -m engine.data.pen``."""

import gzip
import struct
from multiprocessing import get_context

import numpy as np

from engine.data.pen.drawn import COUNT, FOLDER, IMAGES, LABELS, draw_digit


def main() -> None:
    with get_context("spawn").Pool() as pool:
        drawn = pool.map(draw_digit, range(COUNT), chunksize=500)
    images = np.stack([image for image, _label in drawn])
    labels = np.array([label for _image, label in drawn], dtype=np.uint8)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, array in ((IMAGES, images), (LABELS, labels)):
        head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        (FOLDER / f"{file.name}.gz").write_bytes(gzip.compress(head + array.tobytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
