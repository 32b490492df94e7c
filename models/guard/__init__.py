"""Shopwarden's own detector of prompt injection: its data, its training and what came of it."""
