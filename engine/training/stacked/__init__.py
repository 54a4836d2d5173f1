"""Many networks of one shape trained together: their weights lie in one tensor, a step is one computation for all."""
