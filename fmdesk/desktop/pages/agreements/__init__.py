"""Agreements with departments: what is promised to whom, how it is used, on paper."""
