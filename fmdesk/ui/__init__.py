"""Qt building blocks without pages: tokens, widgets, tables, forms, tasks, charts, PDF view."""
