"""Sizes of files in words."""


def megabytes(count: int) -> str:
    """Bytes as a person reads them beside «MB»."""
    return f"{count / 2**20:.1f}" if count < 10 * 2**20 else f"{count / 2**20:.0f}"
