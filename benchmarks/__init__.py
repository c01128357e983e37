"""Measures the site beside a bare Django view and beside the same thing built from stock parts."""
