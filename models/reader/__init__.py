"""Shopwarden's own encoder that reads a message beside a line: exercises, training, what came of it."""
