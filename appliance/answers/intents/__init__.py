"""Ways of asking, by topic: what `intent` learns to tell questions apart from."""
