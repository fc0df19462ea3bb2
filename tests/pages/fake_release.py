"""A believable release made without the steward's side: what pages are tried on, the same on every run.

24 units in 5 divisions over 18 pulses: one unit worsens, one improves, one is steady but high, two small
ones are shown together and one is withheld at the last pulse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

import queries
from dashboard.release import POINTER, SCHEMA_VERSION
from dashboard.statistics.event_study import Step
from dashboard.statistics.training_effect import Effect, Verdict, to_json
from dashboard.terms import Figure, Status

K = 10
ORGANISATION = "org"
WORSENS, IMPROVES, STEADY_HIGH = "stroke", "district", "emergency"
COMBINED = ("bereavement", "chaplaincy")
WITHHELD = "resus"
PROGRAMMES = {"circles": 5, "foundations": 9, "leading": 15}  # first pulse with training


@dataclass(frozen=True)
class Leaf:
    """A unit that is asked: who it is, how many work there, how many of them answer."""

    id: str
    name: str
    division: str
    headcount: int
    rate: float
    level: float = 0.0  # points above the organisation


DIVISIONS = {
    "community": "Community",
    "medicine": "Medicine",
    "surgery": "Surgery",
    "urgent": "Urgent and critical care",
    "family": "Women and children",
}
LEAVES = (
    Leaf("bereavement", "Bereavement Care", "community", 12, 0.6),
    Leaf("chaplaincy", "Chaplaincy", "community", 10, 0.6),
    Leaf("district", "District Nursing", "community", 112, 0.55, 5),
    Leaf("palliative", "Palliative Care", "community", 34, 0.6),
    Leaf("pharmacy", "Pharmacy", "community", 76, 0.6, -4),
    Leaf("acute", "Acute Medical Unit", "medicine", 96, 0.55),
    Leaf("endoscopy", "Endoscopy", "medicine", 28, 0.6),
    Leaf("respiratory", "Ward 4 Respiratory", "medicine", 58, 0.5, 2),
    Leaf("elderly", "Ward 5 Older People", "medicine", 62, 0.45),
    Leaf("stroke", "Ward 7 Stroke", "medicine", 72, 0.5),
    Leaf("renal", "Renal Unit", "medicine", 44, 0.5),
    Leaf("admissions", "Surgical Admissions", "surgery", 43, 0.55, -2),
    Leaf("theatres", "Theatres", "surgery", 138, 0.6),
    Leaf("orthopaedics", "Ward 11 Orthopaedics", "surgery", 61, 0.42, 1),
    Leaf("urology", "Urology", "surgery", 36, 0.6),
    Leaf("dayunit", "Day Surgery", "surgery", 40, 0.55, -3),
    Leaf("emergency", "Emergency Department", "urgent", 182, 0.55, 12),
    Leaf("intensive", "Intensive Care", "urgent", 150, 0.6, 2),
    Leaf("resus", "Resus Team", "urgent", 16, 0.7),
    Leaf("outreach", "Critical Care Outreach", "urgent", 24, 0.7),
    Leaf("children", "Children’s Ward", "family", 64, 0.5),
    Leaf("maternity", "Maternity", "family", 140, 0.55, 1),
    Leaf("neonatal", "Neonatal Unit", "family", 71, 0.5),
    Leaf("gynaecology", "Gynaecology", "family", 38, 0.6),
)


@dataclass(frozen=True)
class FakeMeasure:
    """A measure as `measures` lists it, with the mean, spread and share that the fake numbers are drawn around."""

    id: str
    name: str
    better: str
    mean: float
    spread: int
    high_at_least: int | None = None
    high_label: str = ""
    bands: tuple[tuple[str, str], ...] = ()
    strain: float = 0.0  # how much of a unit's extra exhaustion it shares
    family: str = ""


MEASURES = (
    FakeMeasure("exhaustion", "Exhaustion from work", "lower", 41, 19, 50, "high exhaustion", strain=1, family="cbi"),
    FakeMeasure("empathic_distress", "Empathic distress", "lower", 38, 22, 75, "high distress", strain=0.7),
    FakeMeasure("compassion_satisfaction", "Compassion satisfaction", "higher", 66, 17, strain=-0.6),
    FakeMeasure("moral_distress", "Moral distress", "lower", 31, 23, strain=0.5),
    FakeMeasure("burnout_single", "Burnout, single question", "lower", 34, 24, 50, "some burnout", strain=0.8),
    FakeMeasure("demand_workload", "Workload", "lower", 62, 24, 75, "a big strain", strain=0.9),
    FakeMeasure("demand_moral", "Moral distress at work", "lower", 47, 25, 75, "a big strain", strain=0.4),
    FakeMeasure("demand_culture", "Team culture", "lower", 38, 25, 75, "a big strain", strain=0.9),
    FakeMeasure("demand_insecurity", "Job insecurity", "lower", 30, 24, 75, "a big strain"),
    FakeMeasure("demand_money", "Money worries", "lower", 45, 27, 75, "a big strain"),
    FakeMeasure(
        "state",
        "State",
        "neither",
        0,
        0,
        bands=(("shut_down", "Shut down"), ("steady", "Steady"), ("over_revved", "Over-revved")),
    ),
    FakeMeasure(
        "compassion_change",
        "Compassion here over the last year",
        "neither",
        0,
        0,
        bands=(("less", "Less"), ("same", "Same"), ("more", "More")),
    ),
)


def pulse_ids(count: int) -> tuple[str, ...]:
    """`count` months in order, the last one October 2026."""
    return tuple(str(month) for month in pd.period_range(end="2026-10", periods=count, freq="M"))


def _extra(leaf: Leaf, pulse: int, last: int) -> float:
    """Points of exhaustion above the organisation at `pulse`."""
    left = last - pulse
    if leaf.id == WORSENS and left < 3:
        return leaf.level + 20 - 3 * left
    if leaf.id == IMPROVES and left < 7:
        return leaf.level - 12
    return leaf.level


def _grid(value: float, respondents: int) -> tuple[float, float]:
    step = 1.0 if respondents < 200 else 0.1
    return round(round(value / step) * step, 1), step


@dataclass(frozen=True)
class Numbers:
    """value, band and interval of one figure."""

    value: float | None
    band_low: float | None
    band_high: float | None
    interval_low: float | None
    interval_high: float | None


NO_NUMBERS = Numbers(None, None, None, None, None)


def _mean(value: float, respondents: int, spread: float) -> Numbers:
    printed, step = _grid(value, respondents)
    half = 1.96 * spread / respondents**0.5 + step / 2
    band = max(0, printed - step / 2), min(100, printed + step / 2)
    return Numbers(printed, *band, max(0, printed - half), min(100, printed + half))


def _share(share: float, respondents: int) -> Numbers:
    step = next(s for limit, s in ((20, 20), (40, 10), (100, 5), (200, 2), (10**9, 1)) if respondents < limit)
    printed = round(share / step) * step
    low, high = max(0.0, printed - step / 2), min(100.0, printed + step / 2)
    if printed < 1.5 * step:
        low, high = 0.0, 1.5 * step
    if printed > 100 - 1.5 * step:
        low, high = 100 - 1.5 * step, 100.0
    half = 98 * (share / 100 * (1 - share / 100) / respondents) ** 0.5 + 1
    printed_at = None if low == 0 or high == 100 else float(printed)
    return Numbers(printed_at, low, high, max(0.0, low - half), min(100.0, high + half))


def _groups(pulse: int, last: int) -> Iterator[tuple[str, str, str, tuple[Leaf, ...], Status]]:
    """(level, unit, name, the leaves its figures rest on, status) of every line of one pulse."""
    yield "organisation", ORGANISATION, "Riverside Health", LEAVES, "published"
    for division, name in DIVISIONS.items():
        yield "division", division, name, tuple(x for x in LEAVES if x.division == division), "published"
    for leaf in LEAVES:
        if leaf.id in COMBINED:
            yield "unit", leaf.id, leaf.name, tuple(x for x in LEAVES if x.id in COMBINED), "combined"
        else:
            status: Status = "withheld" if leaf.id == WITHHELD and pulse == last else "published"
            yield "unit", leaf.id, leaf.name, (leaf,), status


@dataclass(frozen=True)
class Line:
    """What one pulse's figures of one line rest on."""

    leaves: tuple[Leaf, ...]
    people: int
    headcount: int
    weights: list[int]
    strain: float
    pulse: int


def _answered(rng: np.random.Generator) -> dict[str, int]:
    return {x.id: int(np.clip(x.headcount * (x.rate + rng.normal(0, 0.03)), 6, x.headcount)) for x in LEAVES}


def _draw(rng: np.random.Generator, measure: FakeMeasure, respondents: int, extra: float) -> float:
    noise = rng.normal(0, measure.spread / respondents**0.5)
    return float(np.clip(measure.mean + measure.strain * extra + noise, 2, 98))


def _figures(pulses: Sequence[str], rng: np.random.Generator) -> Iterator[Figure]:
    last = len(pulses) - 1
    scales = [measure for measure in MEASURES if not measure.bands]
    for number, pulse in enumerate(pulses):
        n = _answered(rng)
        extra = {x.id: _extra(x, number, last) for x in LEAVES}
        scores = {(m.id, x.id): _draw(rng, m, n[x.id], extra[x.id]) for m in scales for x in LEAVES}
        for level, unit, name, leaves, status in _groups(number, last):
            weights = [n[x.id] for x in leaves]
            strain = float(np.average([extra[x.id] for x in leaves], weights=weights))
            line = Line(leaves, sum(weights), sum(x.headcount for x in leaves), weights, strain, number)
            for measure, statistic, numbers in _numbers(scores, line):
                hidden = status == "withheld"
                people, headcount = (None, None) if hidden else (line.people, line.headcount)
                shown = NO_NUMBERS if hidden else numbers
                why = "too few answers" if hidden else ""
                members = tuple(x.id for x in leaves)
                row = (pulse, level, unit, name, members, "", "", (), measure, statistic, people, headcount)
                band, interval = (shown.band_low, shown.band_high), (shown.interval_low, shown.interval_high)
                yield Figure(*row, shown.value, *band, *interval, status, why)


def _numbers(scores: dict[tuple[str, str], float], line: Line) -> Iterator[tuple[str, str, Numbers]]:
    """(measure, statistic, numbers) of one line."""
    people = line.people
    for measure in MEASURES:
        if not measure.bands:
            mean = float(np.average([scores[measure.id, x.id] for x in line.leaves], weights=line.weights))
            yield measure.id, "mean", _mean(mean, people, measure.spread)
            if measure.high_at_least is not None:
                z = (measure.high_at_least - mean) / measure.spread
                yield measure.id, "share_high", _share(float(100 / (1 + np.exp(1.7 * z))), people)
        elif people >= 30:
            low, high = 16 + line.strain / 4, 14 + line.strain / 3
            for (band, _), share in zip(measure.bands, (low, 100 - low - high, high), strict=True):
                yield measure.id, f"share:{band}", _share(share, people)
    yield "response", "response_rate", _exactly(round(100 * people / line.headcount))
    for order, (programme, start) in enumerate(PROGRAMMES.items()):
        since = max(0, line.pulse - start)
        yield f"uptake:{programme}", "uptake", _exactly(min(60, since * (6 - order)))


def _roles(everybody: Figure) -> Iterator[Figure]:
    """Three roles of the organisation, one of them shown together with those who did not say."""
    for names, points, people in (
        (("doctor",), 7, 120),
        (("nurse",), 0, 420),
        (("allied health", "not stated"), -2, 90),
    ):
        shown = _mean((everybody.value or 0) + points, people, 19)
        group = replace(everybody, breakdown="role", group_values=names, respondents=people, headcount=None)
        for name in names:
            status: Status = "published" if len(names) == 1 else "combined"
            yield replace(group, group=name, status=status, **asdict(shown))


def _exactly(value: float) -> Numbers:
    return Numbers(value, value, value, value, value)


def _units(pulse: str) -> Iterator[tuple[object, ...]]:
    rows: list[tuple[str, str, str | None, str, int, bool, str]] = [
        (ORGANISATION, "Riverside Health", None, "organisation", 0, False, "organisation")
    ]
    for division, name in DIVISIONS.items():
        rows.append((division, name, ORGANISATION, "division", 1, False, "division"))
        rows += [(x.id, x.name, division, "unit", 2, True, "unit") for x in LEAVES if x.division == division]
    for position, row in enumerate(rows):
        yield (pulse, position, *row)


def _fill(database: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    database.execute(queries.read(f"publish/create_{table}"))
    columns = [column[0] for column in database.table(table).description]
    frame = pd.DataFrame([list(row) for row in rows], columns=columns)
    if rows:
        database.from_df(frame).insert_into(table)


def _plain(figure: Figure) -> list[object]:
    return [";".join(part) if isinstance(part, tuple) else part for part in astuple(figure)]


def write(folder: Path, *, pulses: int = 18, seed: int = 8, sample: str = "yes") -> Path:
    """Write a release with its pointer into `folder` and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "release_1.duckdb"
    ids = pulse_ids(pulses)
    figures = list(_figures(ids, np.random.default_rng(seed)))
    lead = [f for f in figures if (f.unit, f.measure, f.statistic) == (ORGANISATION, "exhaustion", "mean")]
    figures += [role for everybody in lead for role in _roles(everybody)]
    totals = {f.pulse: f for f in figures if f.unit == ORGANISATION and f.measure == "response"}
    with duckdb.connect(file) as database:
        _fill(database, "figures", [_plain(figure) for figure in figures])
        _fill(
            database,
            "pulses",
            [(p, totals[p].respondents, totals[p].headcount, f"{p}-28", True, None, K, 1) for p in ids],
        )
        _fill(database, "units", [row for p in ids for row in _units(p)])
        _fill(database, "measures", [_measure_row(place, m) for place, m in enumerate(MEASURES)])
        about = {"schema_version": SCHEMA_VERSION, "k": str(K), "sample": sample, "organisation": "Riverside Health"}
        _fill(database, "about", list(about.items()))
        _fill(database, "annotations", [("2026-02-01", WORSENS, "New night rota", False)])
        _fill(database, "blocks", [(p, "", x.id, _block(x), _block(x)) for p in ids for x in LEAVES])
        _fill(
            database,
            "certificates",
            [(p, f"{p}-28", "fewest people behind any combination", "safe", f"{K} or more") for p in ids],
        )
        _fill(database, "effects", list(_effects(ids)))
    (folder / POINTER).write_text(f"{file.name}\n", encoding="utf-8")
    return file


def _effects(pulses: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """One programme that probably helps, one without a clear difference, one too early to say."""
    for programme, effect, months in (("circles", -5.2, 12), ("foundations", -0.8, 9), ("leading", None, 2)):
        steps = tuple(
            Step(k, 5, 170, (effect or 0) * (k >= 0), -8.0, 1.0, 41 + (effect or 0) * (k >= 0) + 0.4 * (k % 3), 41.0)
            for k in range(-3, 9)
        )
        known = effect is not None
        verdict: Verdict = "probably_helps" if effect == -5.2 else "no_clear_difference" if known else "too_early"
        found = Effect(
            verdict=verdict,
            reason="" if known else "few_months",
            effect=effect,
            low=effect - 3 if effect is not None else None,
            high=effect + 2.8 if effect is not None else None,
            p=0.01 if known else None,
            leads_p=0.6 if known else None,
            without_low=effect - 1 if effect is not None else None,
            without_high=effect + 0.5 if effect is not None else None,
            trained=5,
            compared=6,
            respondents=170,
            months=months,
            groups=(),
            steps=steps if known else (),
        )
        yield programme, "exhaustion", f"{pulses[-1]}-28", to_json(found)


def _block(leaf: Leaf) -> str:
    return "+".join(COMBINED) if leaf.id in COMBINED else leaf.id


def _measure_row(place: int, m: FakeMeasure) -> tuple[object, ...]:
    ids, names = (";".join(band[part] for band in m.bands) for part in (0, 1))
    label, family = m.high_label, m.family or m.id
    source = "made up for a test"
    return (place, m.id, m.name, m.better, family, m.high_at_least, label, ids, names, source, "", m.spread or None)
