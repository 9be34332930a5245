"""For authors of plugins: a project to begin with, an office to try it in, and what checks it."""
