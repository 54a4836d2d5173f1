"""Where the marks of an axis stand and what they say: round numbers, evenly spread, in the person's own notation."""

import math

from PySide6.QtCore import QLocale

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_LADDER = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_LOG_MANTISSAS = ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0), (1.0, 2.0, 3.0, 5.0, 7.0))


def round_up(value: float) -> float:
    """The next number of a fine round ladder (1, 1.2, 1.5, 2 …) that is not below a positive value."""
    if value <= 0 or not math.isfinite(value):
        return value
    decade = 10.0 ** math.floor(math.log10(value))
    return next(step * decade for step in _LADDER if step * decade >= value * (1 - 1e-9))


def linear_ticks(low: float, high: float, count: int) -> tuple[float, list[float]]:
    """Spacing and places of at most about ``count`` round marks between two values."""
    width = high - low
    if width <= 0 or not math.isfinite(width):
        return 1.0, []
    rough = width / max(count, 1)
    decade = 10.0 ** math.floor(math.log10(rough))
    spacing = next(step * decade for step in _ROUND if step * decade >= rough * (1 - 1e-9))
    first, last = math.ceil(low / spacing - 1e-6), math.floor(high / spacing + 1e-6)
    return spacing, [index * spacing for index in range(first, last + 1)]


def step_ticks(low: float, high: float, count: int) -> tuple[float, list[float]]:
    """Like :func:`linear_ticks`, at whole numbers only."""
    spacing, ticks = linear_ticks(low, high, count)
    if spacing >= 1 and spacing == int(spacing):
        return spacing, ticks
    spacing = float(max(1, math.ceil(spacing)))
    return spacing, [index * spacing for index in range(math.ceil(low / spacing), math.floor(high / spacing) + 1)]


def log_ticks(low: float, high: float, count: int) -> list[float]:
    """Places of round marks between two exponents of ten, as exponents."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return []
    decades = high - low
    if decades > count:
        every = math.ceil(decades / count)
        return [float(power) for power in range(math.ceil(low), math.floor(high) + 1) if power % every == 0]
    chosen = [mantissas for mantissas in _LOG_MANTISSAS if len(mantissas) * decades <= count] or [_LOG_MANTISSAS[0]]
    ticks = [
        power + math.log10(mantissa) for power in range(math.floor(low), math.ceil(high) + 1) for mantissa in chosen[-1]
    ]
    shown = [tick for tick in ticks if low - 1e-9 <= tick <= high + 1e-9]
    if len(shown) >= 2:
        return shown
    values = linear_ticks(10.0**low, 10.0**high, count)[1]
    return [math.log10(value) for value in values if value > 0]


def number_text(value: float, spacing: float) -> str:
    """A mark's number, with as many decimals as the spacing needs and thousands separated."""
    places = 0 if spacing <= 0 else max(0, -math.floor(math.log10(spacing) + 1e-9))
    if places and round(spacing * 10**places, 6) != int(round(spacing * 10**places, 6)):
        places += 1  # 2.5, 0.25, …
    if abs(value) >= 1e7 or places > 6:
        return f"{value:.3g}"
    return QLocale().toString(value + 0.0, "f", places)


def log_text(value: float) -> str:
    """A number on a logarithmic axis: ``0.02``, ``5``, ``1e-5``."""
    if 1e-4 <= abs(value) < 1e5:
        return QLocale().toString(value, "g", 3)
    return f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e")


def percent_text(value: float, spacing: float) -> str:
    """A share from 0 to 1 as a percentage."""
    return number_text(value * 100, spacing * 100) + " %"
