"""Reports -> tables and files: one long table, one wide one, and a module for each target.

from gongkai import export

export.write([("report.txt", gongkai.read("report.txt"))], "report.csv")
export.arrow(export.long(reports)).to_pandas()
"""

from gongkai.export.arrow import arrow
from gongkai.export.guard import guarded, unguarded
from gongkai.export.json import canonical
from gongkai.export.long import long
from gongkai.export.named import Source
from gongkai.export.schema import schema
from gongkai.export.table import Column, Kind, Table
from gongkai.export.targets import BINARY, TARGETS, UnknownTargetError, replacing, target_of, write, write_to
from gongkai.export.wide import column_name, column_names, wide
from gongkai.extras import MissingPackageError

__all__ = [
    "BINARY",
    "TARGETS",
    "Column",
    "Kind",
    "MissingPackageError",
    "Source",
    "Table",
    "UnknownTargetError",
    "arrow",
    "canonical",
    "column_name",
    "column_names",
    "guarded",
    "long",
    "replacing",
    "schema",
    "target_of",
    "unguarded",
    "wide",
    "write",
    "write_to",
]
