"""From anonymous staff pulse surveys to figures that a manager can act on and nobody can be picked out of."""
