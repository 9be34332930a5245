"""What a verification finds, counted by kind; the first of each kind are told."""

from dataclasses import dataclass, field

from fmdesk.core.domain.audit import Finding

MOST = 20
"""Findings of one kind that are told; all are counted."""


@dataclass(slots=True)
class Findings:
    """What was found so far.

    Attributes:
        told: The first of each kind.
        counts: How many there are, by code.
    """

    told: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, code: str, subject: object) -> None:
        """Note a finding.

        Args:
            code: Key of its text in `fmdesk.messages`.
            subject: What it is about.
        """
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] <= MOST:
            self.told.append(Finding(code, str(subject)))
