"""How a step is computed on this machine: memory format, threads, and rewrites that keep the function."""
