"""A sheet -> the filled-in form as a file, one module a format.

Each has ``write(sheet)``, which gives the file's bytes, and ``BINARY``: whether they are no text.

The sizes are those of GB/T 9704—2012 (党政机关公文格式): A4, 156 mm of text in 三号 (16 pt), headings in 黑体, tables in 宋体.
"""
