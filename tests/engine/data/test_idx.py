"""IDX decoding: what is right is read, what is wrong is named."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from engine.data.idx import decode_idx
from engine.text import NetwrightError


def encode(array: np.ndarray) -> bytes:
    head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return head + array.tobytes()


@given(arrays.arrays(np.uint8, st.lists(st.integers(0, 5), min_size=1, max_size=4).map(tuple)))
def test_what_is_encoded_is_decoded(array: np.ndarray) -> None:
    decoded = decode_idx(encode(array), "file", array.ndim)
    assert decoded.shape == array.shape
    assert np.array_equal(decoded, array)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "0 bytes"),
        (b"\x1f\x8b\x08\x00rest", "1f 8b 08 00"),
        (b"\x00\x00\x08\x01\x00\x00", "only 6 bytes"),
        (struct.pack(">HBBI", 0, 8, 1, 10) + b"123", "11 bytes"),
        (struct.pack(">HBBI", 0, 8, 1, 2) + b"123", "11 bytes"),
    ],
)
def test_a_damaged_file_is_named_with_what_was_found(data: bytes, found: str) -> None:
    with pytest.raises(NetwrightError) as caught:
        decode_idx(data, "labels.gz", 1)
    assert "labels.gz" in str(caught.value)
    assert found in str(caught.value)


def test_labels_in_place_of_images_are_refused() -> None:
    with pytest.raises(NetwrightError, match="00 00 08 03"):
        decode_idx(encode(np.zeros(5, np.uint8)), "images.gz", 3)
