"""Shopwarden's own encoder of what customers ask about: ways of asking, its training and what came of it."""
