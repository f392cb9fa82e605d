"""Pages that draw on more than one app."""
