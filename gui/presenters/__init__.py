"""Records into words, numbers and enabled states. No Qt here: each module is tested without a window."""
