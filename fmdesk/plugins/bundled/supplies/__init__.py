"""Supplies: articles, stock places, stock as movements, reservation and (partial) delivery."""
