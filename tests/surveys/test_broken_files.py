"""A corpus of broken files, made here: never a traceback, never a partial write, always a cause and a fix."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.surveys import inspection
from dashboard.terms import BadInputError
from tests.surveys.conftest import ITEMS, Steward, answers
from tests.surveys.spreadsheet import xlsx

Damage = Callable[[bytes, Random], bytes]
VARIANTS = 11
NASTY = (
    b"\x00",
    b'"',
    b";",
    b"\r",
    b"\n\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe9",
    b"=1+1",
    b"NaN",
    b"1e999",
    b"-0",
    b"'",
)


def cut(good: bytes, random: Random) -> bytes:
    return good[: random.randrange(len(good))]


def insert(good: bytes, random: Random) -> bytes:
    place = random.randrange(len(good))
    return good[:place] + random.choice(NASTY) + good[place:]


def flip(good: bytes, random: Random) -> bytes:
    damaged = bytearray(good)
    for _ in range(random.randint(1, 5)):
        damaged[random.randrange(len(damaged))] = random.randrange(256)
    return bytes(damaged)


def shuffle(good: bytes, random: Random) -> bytes:
    lines = good.split(b"\n")
    random.shuffle(lines)
    return b"\n".join(lines)


def drop(good: bytes, random: Random) -> bytes:
    start = random.randrange(len(good))
    return good[:start] + good[start + random.randint(1, 60) :]


def double(good: bytes, random: Random) -> bytes:
    start = random.randrange(len(good))
    return good[: start + random.randint(1, 200)] + good[start:]


def swap(good: bytes, random: Random) -> bytes:
    return good.replace(*random.choice([(b",", b";"), (b",", b"\t"), (b"\n", b"\r"), (b"0", b"O"), (b"2026", b"26")]))


def encode(good: bytes, random: Random) -> bytes:
    text = good.decode("latin-1").replace("nurse", "infirmière")
    return text.encode(
        random.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "cp500", "utf-8-sig"]), errors="replace"
    )


def swell(good: bytes, random: Random) -> bytes:
    return good.replace(b"nurse", b"x" * random.choice([1_000, 70_000, 300_000]), 1)


def prefix(_: bytes, random: Random) -> bytes:
    return random.choice(
        [b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7", b"<html>", b"{}"]
    ) + random.randbytes(300)


DAMAGES: tuple[Damage, ...] = (cut, insert, flip, shuffle, drop, double, swap, encode, swell, prefix)


def survey(steward: Steward) -> Path:
    return steward.survey(answers(12), "good.csv")


def workbook(steward: Steward) -> Path:
    rows = answers(12)
    return xlsx(steward.folder / "good.xlsx", [list(rows[0]), *([str(cell) for cell in row.values()] for row in rows)])


def parquet(steward: Steward) -> Path:
    rows = answers(12)
    pq.write_table(
        pa.table({name: [str(row[name]) for row in rows] for name in rows[0]}), steward.folder / "good.parquet"
    )
    return steward.folder / "good.parquet"


def limesurvey(steward: Steward) -> Path:
    head = '"id","submitdate","lastpage","ward",' + ",".join(f'"work[{item}]"' for item in ITEMS)
    lines = [f'"{n}","2026-01-0{n % 9 + 1} 10:00:00","3","nurse",' + ",".join(['"50"'] * 7) for n in range(12)]
    return steward.write("good_limesurvey.csv", "\ufeff" + "\r\n".join([head, *lines]))


def units(steward: Steward) -> Path:
    return steward.folder / "units.csv"


FILES: dict[str, Callable[[Steward], Path]] = {
    "survey": survey,
    "workbook": workbook,
    "parquet": parquet,
    "limesurvey": limesurvey,
    "units": units,
}
MAPPING = '[pulse]\nconstant = "2026-01"\n[unit]\nconstant = "ED"\n[finished]\nfrom = "submitdate"\n[items]\n'
MAPPING += "".join(f'{item} = {{ from = "work[{item}]" }}\n' for item in ITEMS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "damage"), list(product(FILES, DAMAGES)), ids=lambda value: getattr(value, "__name__", value)
)
def test_a_broken_file_is_read_or_refused_with_a_cause(steward: Steward, kind: str, damage: Damage) -> None:
    good = FILES[kind](steward)
    mapping = steward.write("mapping.toml", MAPPING) if kind == "limesurvey" else None
    random = Random(f"{kind} {damage.__name__}")  # noqa: S311 - damage, not secrets
    content = good.read_bytes()
    for _ in range(VARIANTS):
        broken = steward.write(f"broken{good.suffix}", damage(content, random))
        look_at(broken)
        before = steward.contents()
        try:
            if kind == "units":
                steward.imports(survey(steward), units=broken)
            else:
                steward.imports(broken, mapping=mapping)
        except BadInputError as refused:
            assert_helpful(refused)
            assert steward.contents() == before


def look_at(path: Path) -> None:
    try:
        assert inspection.propose(path).description
    except BadInputError as refused:
        assert_helpful(refused)


def assert_helpful(refused: BadInputError) -> None:
    assert refused.problems
    assert all(problem.what.endswith((".", "?")) and problem.fix for problem in refused.problems)


def test_the_corpus_holds_more_than_500_files() -> None:
    assert len(FILES) * len(DAMAGES) * VARIANTS > 500
