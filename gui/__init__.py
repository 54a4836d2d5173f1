"""The window: it shows and edits what the engine holds, and computes nothing itself."""
