"""Random changes of training images beside the warp of :mod:`engine.data.augment`, and all of them in a row."""
