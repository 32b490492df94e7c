"""What the bot listens for and what it says, one TOML file a language; English is the fallback."""
