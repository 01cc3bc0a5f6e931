"""An invented form for 2027: a row added, dropped and renamed, and a column added."""
