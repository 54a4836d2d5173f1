"""Why a download failed, without words: who asked for the file knows what it is for and what works without it."""


class DownloadFailed(Exception):
    """The file did not come."""


class Unreachable(DownloadFailed):
    """The server cannot be reached, or says nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(DownloadFailed):
    """The server answers, but not with the file; ``status`` is such as «404 Not Found»."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code, self.status = code, f"{code} {reason}"


class BrokenOff(DownloadFailed):
    """``done`` of ``total`` bytes are here, and no more came."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(f"{done} of {total}")
        self.done, self.total = done, total


class OtherContent(DownloadFailed):
    """All of it came, but it is another file: its digest is ``found``."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class Unwritable(DownloadFailed):
    """It came, but the disk does not take it."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error
