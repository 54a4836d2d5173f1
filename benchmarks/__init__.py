"""Benchmarks: each is one command that prints a Markdown table for ``docs/results.md``."""
