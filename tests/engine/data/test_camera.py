"""Cameras: FFmpeg's test picture stands for one, through the same input devices."""

import numpy as np
import pytest

from engine.data.camera import CameraDevice, cameras, frames
from engine.text import NetwrightError


def test_a_camera_gives_frame_after_frame() -> None:
    stream = frames(CameraDevice("Test picture", "lavfi", "testsrc=size=320x240:rate=30"))
    first, second = next(stream), next(stream)
    stream.close()
    assert first.shape == (240, 320, 3)
    assert first.dtype == np.uint8
    assert len({tuple(pixel) for pixel in first[::40, ::40].reshape(-1, 3).tolist()}) > 3
    assert first.shape == second.shape


@pytest.mark.parametrize(
    ("device", "address", "said"),
    [
        ("v4l2", "/dev/no-such-camera", "The camera Desk gives no picture"),
        ("no-such-device", "0", "The camera Desk gives no picture"),
        ("lavfi", "sine=duration=1", "The camera Desk gives no picture"),
        ("lavfi", "testsrc=size=64x64:duration=0.1", "The camera Desk gives no more pictures"),
    ],
)
def test_a_camera_that_fails_is_told_by_name_with_what_to_do(device: str, address: str, said: str) -> None:
    with pytest.raises(NetwrightError, match=said) as told:
        for _ in frames(CameraDevice("Desk", device, address)):
            pass
    assert told.value.hint is not None


def test_looking_for_cameras_names_what_there_is() -> None:
    assert all(camera.name and camera.device and camera.address for camera in cameras())
