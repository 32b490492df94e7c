"""Language, embedding and guard models: catalogue, store, engines."""
