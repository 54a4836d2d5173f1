"""A gallery of pictures: whatever can say its pixels and its words by position is shown in a grid that scrolls.

``Pictures`` is what it shows, ``Line`` a line of words below a picture, ``Gallery`` the widget.
"""

from gui.gallery.gallery import Gallery
from gui.gallery.pictures import Line, Pictures, Tone

__all__ = ["Gallery", "Line", "Pictures", "Tone"]
