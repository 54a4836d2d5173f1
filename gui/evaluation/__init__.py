"""How well runs do, and why: what the engine's evaluation finds, shown."""
