"""Plugins: the contract they are written against, the host that runs them, and the bundled ones."""
