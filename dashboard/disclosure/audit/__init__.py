"""The proof, from the answers and the release on disk, that nobody can be picked out (DESIGN 2, rule 11).

Nothing here is shared with the part that chose the groups. The layout: `store` reads, `cells` counts
indistinguishable people, `partitions`, `cuts` and `spaces` do the algebra that `support` asks for, `ranges` bounds
single answers, `values`, `groups` and `register` check what is printed, `earlier` what was printed before; `proof` does
all of this for a pulse, `pulse` and `run` for a release.
"""

from dashboard.disclosure.audit.run import audit
from dashboard.disclosure.audit.support import Certificate, certify
from dashboard.disclosure.audit.verdict import Check, Verdict

__all__ = ["Certificate", "Check", "Verdict", "audit", "certify"]
