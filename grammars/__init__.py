"""The forms as Lark grammars, one file a form; README.md in this folder says how to read them."""
