"""The account of a department: figures, what its customers wait for, talks and their actions."""
