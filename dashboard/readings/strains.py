"""What makes the work hard, and whether energy is in balance: published shares and means, hardest first."""

from __future__ import annotations

from dashboard.readings import trends
from dashboard.readings.places import Place
from dashboard.readings.reading import Reading
from dashboard.release import Release
from dashboard.terms import Figure

STATE = "state"
ShareOf = tuple[Figure, Figure, Figure]


def is_demand(measure: str) -> bool:
    """Whether `measure` asks what makes the work hard."""
    return measure.startswith("demand_")


def share_high(release: Release, reading: Reading) -> Figure | None:
    """The published share of people with a high score where `reading` is."""
    return _one(release, reading.place.unit, release.pulses[-1].id, reading.measure.id, "share_high")


def demand_shares(release: Release) -> tuple[Figure, ...]:
    """How many in the organisation call each demand a big strain, most first."""
    now = release.pulses[-1].id
    root = release.tree(now).root.id
    found = [_one(release, root, now, measure, "share_high") for measure in filter(is_demand, release.measures)]
    return tuple(sorted((f for f in found if f is not None), key=lambda f: -edge(f)))


def demands(release: Release, unit: str) -> tuple[tuple[Reading, Reading | None], ...]:
    """Each demand at `unit` and in the whole organisation, hardest first."""
    pairs = []
    for measure in filter(is_demand, release.measures):
        here = trends.of_unit(release, measure, unit)
        if here is not None and not here.place.withheld:
            pairs.append((here, trends.of_everyone(release, measure)))
    return tuple(sorted(pairs, key=lambda pair: -pair[0].value))


def states(release: Release, place: Place) -> dict[str, ShareOf]:
    """The three states `here`, a year `before` and `everywhere`, as far as they are published; empty: not even here."""
    now = release.pulses[-1].id
    here = _three(release, place.unit, now)
    if here is None:
        return {}
    found = {"here": here}
    before = _a_year_before(release)
    then = _three(release, place.unit, before) if before else None
    if then is not None and then[0].leaf_units == here[0].leaf_units:
        found["before"] = then
    root = release.tree(now).root.id
    everywhere = _three(release, root, now) if root != place.unit else None
    if everywhere is not None:
        found["everywhere"] = everywhere
    return found


def edge(figure: Figure) -> float:
    """What a chart draws: the value, or where it is open-ended the inner edge of its band."""
    if figure.value is not None:
        return figure.value
    low, high = figure.band_low or 0.0, figure.band_high or 0.0
    return high if low <= 0 else low


def shares(three: ShareOf) -> tuple[float, float, float]:
    """Three shares as drawn: scaled to add up to 100, since each is printed on its own grid."""
    first, middle, last = (edge(figure) for figure in three)
    total = first + middle + last or 1.0
    return 100 * first / total, 100 * middle / total, 100 * last / total


def _three(release: Release, unit: str, pulse: str) -> ShareOf | None:
    measure = release.measures.get(STATE)
    if measure is None or len(measure.bands) != 3:
        return None
    first, middle, last = (_one(release, unit, pulse, STATE, f"share:{band.id}") for band in measure.bands)
    return None if first is None or middle is None or last is None else (first, middle, last)


def _a_year_before(release: Release) -> str:
    """The pulse of the same month last year, '' if there was none."""
    now = release.pulses[-1].id
    last_year = f"{int(now[:4]) - 1}{now[4:7]}"
    return next((pulse.id for pulse in release.pulses if pulse.id[:7] == last_year), "")


def _one(release: Release, unit: str, pulse: str, measure: str, statistic: str) -> Figure | None:
    for figure in release.figures_of(unit, pulse):
        if (figure.measure, figure.statistic, figure.breakdown) == (measure, statistic, ""):
            return figure if figure.status != "withheld" else None
    return None
