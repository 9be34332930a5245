"""A plugin of fmdesk."""
