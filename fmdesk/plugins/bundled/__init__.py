"""Plugins that come with the program, built on `fmdesk.plugins.api` alone like anybody else's."""
