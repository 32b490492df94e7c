"""Measurements against baselines taken in the same run; nothing here is a test."""
