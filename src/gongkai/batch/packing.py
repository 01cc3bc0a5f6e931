"""Values -> bytes that can be put aside, and back. A decimal is text in between, so that no digit of it is lost."""

from __future__ import annotations

import json
import zlib
from decimal import Decimal
from typing import Any


def dumped(value: Any) -> bytes:
    """A value as JSON, as short as it can be written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def number(value: Any) -> Any:
    """A number that was dumped."""
    return Decimal(value) if isinstance(value, str) else value


def compressed(data: bytes) -> bytes:
    """Bytes in less room; quickly rather than much less."""
    return zlib.compress(data, 1)


def decompressed(data: bytes) -> bytes:
    """Bytes that were compressed."""
    return zlib.decompress(data)
