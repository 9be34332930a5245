"""The decision engine: durable_rules behind `ports.RuleEngine`, in a process of its own.

What it may and may not do stands in docs/rules-engine.md.
"""
