"""Files from the network, for whoever needs one: received, counted, checked, and given up at any moment."""
