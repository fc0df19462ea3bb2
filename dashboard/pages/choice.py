"""Widgets that several pages share; all are bound to the address, which holds their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard.pages.context import View
from dashboard.readings.places import division_of
from dashboard.terms import PublishedMeasure, UnitTree
from dashboard.wording import measures
from dashboard.wording import unit as words


def unit_labels(tree: UnitTree) -> dict[str, str]:
    """What each unit is called in the address: its name, with the division or the id where names repeat."""
    leaves = [tree.by_id[leaf] for leaf in tree.leaves(tree.root.id)]
    names = Counter(unit.name for unit in leaves)
    plain = {u.id: u.name if names[u.name] == 1 else f"{u.name} ({division_of(tree, u.id)})" for u in leaves}
    labels = Counter(plain.values())
    return {id_: label if labels[label] == 1 else f"{label} [{id_}]" for id_, label in plain.items()}


def unit(view: View) -> str | None:
    """The unit to show; None until one is chosen."""
    labels = unit_labels(view.tree)
    return st.selectbox(
        words.UNIT,
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=words.CHOOSE_UNIT,
        key="unit",
        bind="query-params",
        width=340,
    )


def measure(offered: Sequence[PublishedMeasure]) -> str:
    """The measure to show: one of `offered`, the first until another is chosen."""
    names = {m.id: measures.name_of(m).short for m in offered}
    return st.segmented_control(
        words.MEASURE,
        list(names),
        default=offered[0].id,
        required=True,
        format_func=names.__getitem__,
        key="measure",
        wrap=True,
        bind="query-params",
    )
