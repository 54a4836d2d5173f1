"""Pictures from a camera, by FFmpeg's input devices as PyAV brings them along; it is imported when they are asked for.

Frames come as the photographs do: uint8 ``[H, W, 3]``. The device is held from :func:`frames`' first frame until its
generator is closed or fails.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from av.container import InputContainer
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

OPEN_SECONDS, FRAME_SECONDS = 10.0, 5.0
"""After so long without an answer a camera is given up: when it is opened, and for each frame."""


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera: what a person calls it, FFmpeg's input device, and the address that it takes."""

    name: str
    device: str
    address: str


def cameras() -> tuple[CameraDevice, ...]:
    """The cameras of this machine, the system's first choice first; looking takes a moment.

    Raises :class:`NetwrightError` where PyAV cannot be loaded.
    """
    try:
        import av
    except ImportError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Cameras cannot be read: {reason}."),
            QT_TRANSLATE_NOOP("engine", "The package av is missing or damaged; install Netwright's packages again."),
            reason=str(error),
        ) from None
    device = {"linux": "v4l2", "darwin": "avfoundation", "win32": "dshow"}.get(sys.platform, "")
    try:
        found = av.enumerate_input_devices(device)
    except (av.FFmpegError, ValueError, OSError):  # this system's FFmpeg knows no cameras, or none may be looked for
        return ()
    usable = [one for one in found if not one.media_types or "video" in one.media_types]
    usable.sort(key=lambda one: not one.is_default)
    return tuple(
        CameraDevice(one.description or one.name, device, f"video={one.name}" if device == "dshow" else one.name)
        for one in usable
    )


def frames(camera: CameraDevice) -> Generator[NDArray[np.uint8], None, None]:
    """Frame after frame, uint8 ``[H, W, 3]``; raises :class:`NetwrightError` where there is none, or no other one."""
    import av

    try:
        with _opened(camera) as opened:
            for frame in opened.decode(video=0):
                yield frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False)
    except (av.FFmpegError, OSError, ValueError, IndexError) as error:  # no such device, busy, slow, without pictures
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The camera {name} gives no picture: {reason}."),
            QT_TRANSLATE_NOOP(
                "engine", "Another program may be using it, or it may be switched off or forbidden here."
            ),
            name=camera.name,
            reason=getattr(error, "strerror", None) or str(error),
        ) from None
    raise NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The camera {name} gives no more pictures."),
        QT_TRANSLATE_NOOP("engine", "Look whether it is still connected."),
        name=camera.name,
    )


def _opened(camera: CameraDevice) -> InputContainer:
    import av

    # Cameras of macOS refuse FFmpeg's default of 29.97 frames a second; 30 is what nearly all of them have.
    options = {"framerate": "30"} if camera.device == "avfoundation" else {}
    return av.open(camera.address, format=camera.device, options=options, timeout=(OPEN_SECONDS, FRAME_SECONDS))
