"""The engine: what a network is, how it learns and how well it does. It knows no Qt and runs headless."""
