"""Digits as people write them with a pen: forms of strokes, varied at random and drawn as the drawing pad draws."""
