"""Step by step: a network's forward pass, backward pass and update, one operation at a time.

Formulas are set by a small typesetter of our own (:mod:`gui.lesson.typesetting`) in a mathematical font, and not by a
library that makes pictures of TeX: here every sign knows which value it stands for, so that it takes that value's
colour, tells its full number under the pointer and lights its place in the network. It costs a millisecond a formula.
"""
