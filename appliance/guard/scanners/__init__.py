"""The scanners, one a file. `for_place` in `registry` says which of them look at what, in which order."""
