"""Image files: every kind becomes plain pixels, and what is of no use says why."""

import io
import struct
import threading
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.data.pictures import BadPicture, in_turn, is_grey, read_picture, shaped


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def test_grey_stays_grey_and_colours_stay_colours() -> None:
    assert read_picture(encoded(Image.new("L", (3, 2), 7), "PNG")).tolist() == [[7, 7, 7], [7, 7, 7]]
    assert read_picture(encoded(Image.new("RGB", (1, 1), (1, 2, 3)), "PNG")).tolist() == [[[1, 2, 3]]]


def test_sixteen_bits_become_eight() -> None:
    wide = Image.fromarray(np.array([[0, 257, 65535]], np.uint16))
    assert read_picture(encoded(wide, "PNG")).tolist() == [[0, 1, 255]]


def test_cmyk_and_palettes_become_rgb() -> None:
    assert read_picture(encoded(Image.new("CMYK", (4, 4), (0, 255, 255, 0)), "TIFF"))[0, 0].tolist() == [255, 0, 0]
    assert read_picture(encoded(Image.new("RGB", (2, 2), (9, 8, 7)).convert("P"), "GIF")).shape == (2, 2, 3)


def test_transparency_is_laid_on_white() -> None:
    picture = Image.new("RGBA", (2, 1), (0, 0, 0, 0))
    picture.putpixel((0, 0), (0, 0, 0, 255))
    assert read_picture(encoded(picture, "PNG")).tolist() == [[[0, 0, 0], [255, 255, 255]]]


def test_photographs_are_turned_as_they_were_taken() -> None:
    picture = Image.new("RGB", (4, 2))
    exif = picture.getexif()
    exif[0x0112] = 6
    assert read_picture(encoded(picture, "JPEG", exif=exif)).shape == (4, 2, 3)


def test_an_animation_is_refused_with_its_number_of_pictures() -> None:
    frames = [Image.new("L", (4, 4), value) for value in (0, 100, 200)]
    animated = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(BadPicture, match="3 pictures, expected one"):
        read_picture(animated)


def test_what_is_no_image_or_truncated_says_so(tmp_path: Path) -> None:
    whole = encoded(Image.effect_noise((64, 64), 50), "PNG")
    (tmp_path / "text.png").write_bytes(b"no image")
    with pytest.raises(BadPicture, match="no image"):
        read_picture(tmp_path / "text.png")
    with pytest.raises(BadPicture, match=r"cannot be read|damaged"):
        read_picture(whole[: len(whole) // 2])
    with pytest.raises(BadPicture, match="No such file"):
        read_picture(tmp_path / "missing.png")


@pytest.mark.parametrize(("side", "words"), [(11_000, "121 million pixels, at most 120"), (30_000, "too many pixels")])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(side: int, words: str) -> None:
    header = encoded(Image.new("1", (1, 1)), "PNG")
    place = header.index(b"IHDR")
    body = b"IHDR" + struct.pack(">II", side, side) + header[place + 12 : place + 17]
    bomb = header[:place] + body + struct.pack(">I", zlib.crc32(body)) + header[place + 21 :]
    with pytest.raises(BadPicture, match=words):
        read_picture(bomb)


@given(
    data=st.binary(max_size=200), kind=st.sampled_from(["PNG", "GIF", "BMP", "TIFF", "JPEG"]), cut=st.integers(0, 400)
)
def test_no_bytes_do_worse_than_being_refused(data: bytes, kind: str, cut: int) -> None:
    whole = encoded(Image.new("L", (9, 9), 3), kind)
    try:
        pixels = read_picture(whole[:cut] + data + whole[cut + len(data) :])
    except BadPicture:
        return
    assert pixels.dtype == np.uint8


def test_colours_that_are_all_grey_count_as_grey() -> None:
    assert is_grey(np.full((2, 2, 3), 5, np.uint8))
    assert not is_grey(np.array([[[1, 2, 3]]], np.uint8))


def test_a_picture_of_the_wanted_size_keeps_its_pixels() -> None:
    pixels = np.arange(28 * 28, dtype=np.uint16).reshape(28, 28).astype(np.uint8)
    assert np.array_equal(shaped(pixels, 1, 28, 28)[0], pixels)


def test_a_wide_picture_keeps_its_proportions_on_the_colour_of_its_frame() -> None:
    pixels = np.full((10, 40), 200, np.uint8)
    pixels[2:8, 10:30] = 0
    small = shaped(pixels, 1, 20, 20)
    assert small.shape == (1, 20, 20)
    assert (small[0, :7] == 200).all()
    assert (small[0, 13:] == 200).all()
    assert small[0, 9, 10] == 0


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1)])
def test_the_thinnest_pictures_have_a_place(size: tuple[int, int]) -> None:
    assert shaped(np.full(size, 9, np.uint8), 3, 32, 32).shape == (3, 32, 32)


def test_large_pictures_are_decoded_in_turn_and_small_ones_do_not_wait() -> None:
    large = encoded(Image.new("1", (5000, 5000)), "PNG")
    read: list[tuple[int, ...]] = []
    thread = threading.Thread(target=lambda: read.append(read_picture(large).shape))
    with in_turn(100_000_000):
        thread.start()
        assert read_picture(encoded(Image.new("L", (9, 9)), "PNG")).shape == (9, 9)
        thread.join(0.3)
        assert read == []
    thread.join()
    assert read == [(5000, 5000)]
