"""The interface's own widgets; small, styled by the one style sheet, told everything they show."""
