"""The pages: each a package of page (widgets), presenter (no widgets) and model."""
