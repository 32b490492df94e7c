"""Synthetic catalogues, query sets and benches of retrieval and ingestion."""
