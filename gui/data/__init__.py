"""The place of the data: which datasets there are, how one's own images become one, and looking at them."""
