"""The programming interface, version 1: questions, listings, the graph around a thing, all under ``/api/v1``.

What it answers is stable: fields may be added, none is renamed or removed while the address says ``v1``.
"""
