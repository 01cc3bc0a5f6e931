"""What was found in files -> text, JSON, SARIF or HTML: one module a format.

Each has one ``write(files, lang)``. It takes the files one after the other, and the language or None for the format's own, and yields what is to
be written, piece by piece.
"""

FORMATS = ("text", "json", "sarif", "html")
"""The formats. Each is the name of its module."""
