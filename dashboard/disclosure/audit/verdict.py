"""What the audit says: one check a line, and the verdict over all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["safe", "unsafe", "stored"]
_MARK = {"safe": "ok", "unsafe": "UNSAFE", "stored": "stored"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was proved, or not, about one pulse: what `certificates` keeps.

    `stored` repeats a certificate made earlier, because the answers have since been removed. `variables`: the
    (measure, statistic) pairs whose figures would have to be coarser, where that is what is wrong; `share` stands
    for all bands of a distribution.
    """

    pulse: str
    name: str
    outcome: Outcome
    detail: str
    variables: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.pulse}  {_MARK[self.outcome]:<6}  {self.name}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every check of a release, in the order made."""

    checks: tuple[Check, ...]

    @property
    def safe(self) -> bool:
        return all(check.outcome != "unsafe" for check in self.checks)

    @property
    def text(self) -> str:
        """Plain English, a line a check and pulse, the verdict last."""
        last = (
            f"Nothing can be recovered from what is published ({len(self.checks)} checks)."
            if self.safe
            else "Something can be recovered from what is published."
        )
        return "\n".join([*map(str, self.checks), last])
