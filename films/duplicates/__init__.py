"""Finds records that may be the same. docs/curating.md tells by what, and what it costs."""

from .scanning import scan, scan_changed

__all__ = ["scan", "scan_changed"]
