"""Files become typed products and passages: pure functions, no database, no network. Start at `reader`."""
