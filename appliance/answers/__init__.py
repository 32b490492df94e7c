"""From a question to an answer the shop can stand behind: understand, find, tell the fact, check it."""
