"""Tests of the page of releases."""
