"""Widgets that several pages share; all are bound to the address, which holds their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.pages.context import View
from dashboard.readings.places import division_of
from dashboard.terms import PublishedMeasure, UnitTree
from dashboard.wording import compare, measures
from dashboard.wording import unit as words

NARROW = 236
"""Wide enough for a name, and narrow enough for all filters of Compare in one row."""


def unit_labels(tree: UnitTree) -> dict[str, str]:
    """What each place is called in the address: units first, then what they are part of, all told apart.

    A unit goes by its name, with the division or the id where names repeat.
    """
    leaves = [tree.by_id[leaf] for leaf in tree.leaves(tree.root.id)]
    names = Counter(unit.name for unit in leaves)
    plain = {u.id: u.name if names[u.name] == 1 else f"{u.name} ({division_of(tree, u.id)})" for u in leaves}
    plain |= {u.id: words.all_units_of(u.name) for u in tree.units if not u.is_leaf}
    labels = Counter(plain.values())
    return {id_: label if labels[label] == 1 else f"{label} [{id_}]" for id_, label in plain.items()}


def unit(
    view: View, *, label: str = words.UNIT, key: str = "unit", width: int = 340, only_leaves: bool = False
) -> str | None:
    """A unit, or with all its units what it is part of; None until one is chosen."""
    labels = unit_labels(view.tree)
    return st.selectbox(
        label,
        [id_ for id_ in labels if not only_leaves or view.tree.by_id[id_].is_leaf],
        index=None,
        format_func=labels.__getitem__,
        placeholder=words.CHOOSE_UNIT,
        key=key,
        bind="query-params",
        width=width,
    )


def measure(offered: Sequence[PublishedMeasure]) -> str:
    """The measure to show: one of `offered`, the first until another is chosen."""
    return one_of(words.MEASURE, {m.id: measures.name_of(m).short for m in offered}, key="measure")


def one_of(label: str, names: Mapping[str, str], *, key: str) -> str:
    """One of a few, by its id; `names` holds what each is called. The first until another is chosen."""
    return st.segmented_control(
        label,
        list(names),
        default=next(iter(names)),
        required=True,
        format_func=names.__getitem__,
        key=key,
        wrap=True,
        bind="query-params",
    )


def divisions(view: View) -> list[str]:
    """The names of the divisions to show; none chosen means all."""
    # Not a multiselect: its tags are white on the theme's colour, too pale in the dark.
    names = [unit.name for unit in view.tree.units if unit.depth == 1]
    return st.pills(compare.DIVISIONS, names, selection_mode="multi", key="divisions", wrap=True, bind="query-params")


def clear(keys: Sequence[str]) -> None:
    """Forget what was chosen in these widgets."""
    for key in keys:
        st.session_state.pop(key, None)
