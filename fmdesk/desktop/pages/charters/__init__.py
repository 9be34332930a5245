"""The page of the charters: the list, the editor, and the second pair of eyes."""
