"""Where a person's own images come from: folders, lists, tables, arrays, and archives of them."""
