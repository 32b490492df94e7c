"""What a shop knows: its catalogue and documents, imported atomically and searched by words and meaning."""
