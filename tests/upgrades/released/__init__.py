"""What runs inside a checkout of a released version, by that version's own code (see make.py)."""
