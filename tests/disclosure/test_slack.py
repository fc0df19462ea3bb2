"""A figure of a larger unit stays out where, beside its parts, it would settle single answers: by brute force."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure import rounding, slack
from dashboard.disclosure.slack import Cell

SIZES = st.lists(st.integers(10, 13), min_size=2, max_size=3)


def share(count: int, n: int) -> Cell:
    return Cell(n, rounding.share(count=count, n=n), counted=True)


def withheld(counts: tuple[int, ...], sizes: list[int]) -> bool:
    """Whether the share of all sizes together stays out."""
    blocks: list[slack.Leaves] = [(number,) for number in range(len(sizes))]
    whole = tuple(range(len(sizes)))
    cells = {block: share(*pair) for block, pair in zip(blocks, zip(counts, sizes, strict=True), strict=True)}
    cells[whole] = share(sum(counts), sum(sizes))
    telling, _ = slack.too_telling(slack.parts([*blocks, whole]), cells)
    assert telling <= {whole}
    return bool(telling)


@given(SIZES, st.data())
@settings(max_examples=20)
def test_what_readers_see_leaves_every_block_both_answers(sizes: list[int], data: st.DataObject) -> None:
    """Every set of answers that would look the same, with what is withheld and why taken into account."""
    counts = tuple(data.draw(st.integers(0, n)) for n in sizes)
    seen = view(counts, sizes)
    same = [other for other in product(*(range(n + 1) for n in sizes)) if view(other, sizes) == seen]
    for block, n in enumerate(sizes):
        possible = {other[block] for other in same}
        assert max(possible) >= 1  # somebody may have said yes
        assert min(possible) <= n - 1  # somebody may have said no


def view(counts: tuple[int, ...], sizes: list[int]) -> tuple[object, ...]:
    blocks = tuple(rounding.share(count=count, n=n) for count, n in zip(counts, sizes, strict=True))
    whole = None if withheld(counts, sizes) else rounding.share(count=sum(counts), n=sum(sizes))
    return (*blocks, whole)


def test_the_case_it_is_for() -> None:
    """Two blocks under 30 %, one at 40 %: 3 of 30 in all would say that nobody in the first two said yes."""
    sizes = [10, 10, 10]
    assert rounding.share(count=4, n=30).band_high == 15  # at most 4
    assert withheld((0, 0, 3), sizes) == withheld((1, 0, 3), sizes)
    assert not withheld((2, 2, 5), sizes)


def test_parts_are_the_largest_sets_inside() -> None:
    sets = [(0,), (1,), (2, 3), (4,), (0, 1), (0, 1, 2, 3, 4)]
    found = slack.parts(sets)
    assert found[0, 1] == ((0,), (1,))
    assert set(found[0, 1, 2, 3, 4]) == {(0, 1), (2, 3), (4,)}
    assert found[2, 3] == ()
    assert list(found)[-1] == (0, 1, 2, 3, 4)


def test_two_ways_to_part_the_same_people() -> None:
    tight = slack.Span(30 * slack.ONE_PERSON, 40 * slack.ONE_PERSON, zero=True, full=False)
    roomy = slack.Span(20 * slack.ONE_PERSON, 31 * slack.ONE_PERSON, zero=False, full=False)
    assert slack.cross(tight, roomy)
    assert not slack.cross(tight, slack.Span(20, 30 * slack.ONE_PERSON, zero=False, full=False))
