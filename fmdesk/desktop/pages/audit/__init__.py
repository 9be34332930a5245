"""The command log for who audits: who did what and when, and whether the chain holds."""
