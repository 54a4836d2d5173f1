"""How a network computes and learns, one operation at a time, with every number and the formula it comes from."""
