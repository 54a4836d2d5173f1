"""The drawing pad and the network's live answer."""

from gui.drawing.panel import DrawPanel

__all__ = ["DrawPanel"]
