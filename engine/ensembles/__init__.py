"""Several runs made together (folds, seeds, bags, boosts), and several networks that answer as one."""
