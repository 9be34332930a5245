"""The desktop: one window with its pages."""
