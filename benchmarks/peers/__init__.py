"""Other ways to train the reference network, each a process of its own that takes steps when it is asked to."""
