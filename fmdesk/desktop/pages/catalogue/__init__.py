"""The page of the catalogue: products and their versions, guides, processes, proposals."""
