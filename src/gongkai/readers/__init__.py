"""File -> what is in it; one module a format."""
