"""The guard: one pipeline of scanners for five places, and a log the owner can read."""
