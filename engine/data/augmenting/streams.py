"""Streams of :mod:`engine.data.draws`: with one for each operation, none draws otherwise because another is on."""

CROP, FLIPS, BLUR, LIGHT, NOISE, ERASING, RANDAUGMENT = range(32, 39)
