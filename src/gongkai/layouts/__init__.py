"""A sheet -> text, one module a layout: each has ``write(sheet)`` and says in ``SHOWS_BLANKS`` whether its text shows empty cells."""
