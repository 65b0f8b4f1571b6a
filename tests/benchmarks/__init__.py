"""Benchmarks: ratios against a baseline of the same run; not part of pass or fail (``python -m tests.benchmarks``)."""
