"""How a network learns: typed hyperparameters, the trainer, its events and the job that runs it in a thread."""
