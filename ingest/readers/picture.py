"""Pictures of pages (PNG, JPEG, TIFF, BMP): what they show is recognised, with what ``gouji[ocr]`` brings."""

from .scans.files import read

__all__ = ["read"]
