"""From a question to an answer the shop can stand behind: understand, find, take the fact, word it, check it."""
