"""Published datasets that are not in the box: what they are, where their files come from, how they are read."""
