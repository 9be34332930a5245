"""fmdesk: the front-office desk for facilities organisations."""

__version__ = "0.1.0"
