"""Searches for good hyperparameters: a space, a sampler, trials that are runs, workers that train them."""
