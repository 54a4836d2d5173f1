"""The Build place: the document with its undo stack, the canvas, the palette, the inspector and the problem list."""
