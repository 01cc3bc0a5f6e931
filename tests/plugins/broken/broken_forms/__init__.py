"""Forms that are none."""
