"""Several runs made from one, and several networks that answer as one: dialogs, progress, results."""
