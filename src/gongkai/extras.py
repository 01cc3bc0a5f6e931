"""The name of a package that the base installation lacks -> the package."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from gongkai.complaints import say
from gongkai.errors import GongkaiError


class MissingPackageError(GongkaiError, ImportError):
    """A package that what was asked for needs is not installed; the message says how to install it."""


def needed(module: str, extra: str) -> Any:
    """The module of a package that an extra of this one brings. Raises MissingPackageError where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingPackageError(say("package", package=module.partition(".")[0], extra=extra)) from error
