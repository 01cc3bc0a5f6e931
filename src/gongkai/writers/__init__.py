"""A sheet -> text, one module a layout: each has ``write(sheet)`` and says in two constants what its text shows.

SHOWS_BLANKS: whether an empty cell can be seen. KEEPS_ROWS: whether a row has one line. Where it has several, and the next row of the form
is not on the page, lines may have been lost between them: whose the numbers are is then open to doubt.
"""
