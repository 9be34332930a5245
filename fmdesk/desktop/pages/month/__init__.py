"""The month: control, figures, reports, close."""
