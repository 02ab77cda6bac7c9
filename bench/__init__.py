"""Measuring gouji: a generator of disclosures, and the benchmarks that use it."""
