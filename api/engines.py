"""The engines by name, one of each a process: making one takes longer than checking a document."""

from functools import cache
from typing import Literal

from ..shapes.engine import Engine

EngineName = Literal["native", "pyshacl"]


@cache
def engine_of(name: EngineName) -> Engine:
    """The engine of that name."""
    if name == "native":
        return Engine()
    from ..shapes.oracle import PyshaclEngine  # noqa: PLC0415  (only who asks for it waits for it)

    return PyshaclEngine()
