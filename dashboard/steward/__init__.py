"""The steward's own pages: upload, check, publish. A process of its own, on the machine that holds the answers."""
