"""The command line: parse, call the client, print. One module per group of commands."""
