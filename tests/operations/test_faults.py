"""Faults while serving: a broken newer release, a damaged current one, releases that follow one another."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from dashboard.access import Access, share
from dashboard.release import POINTER, Release, ReleaseFolder
from tests.pages import fake_release

READS, READERS = 3000, 4
STROKE = Access("manager", frozenset({"stroke"}))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fake_release.write(tmp_path_factory.mktemp("release"), pulses=1)


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    shutil.copy(good, tmp_path / "release_1.duckdb")
    point(tmp_path, 1)
    return tmp_path


def point(folder: Path, number: int) -> None:
    (folder / "new").write_text(f"release_{number}.duckdb\n", encoding="utf-8")
    (folder / "new").replace(folder / POINTER)


def everything(release: Release) -> int:
    return sum(len(release.figures_on(measure)) for measure in release.measures)


def damaged(good: Path) -> Iterator[bytes]:
    whole = good.read_bytes()
    yield b""
    yield b"garbage" * 10_000
    yield whole[: len(whole) // 2]
    yield whole[:4096]
    yield whole[:8] + bytes(100) + whole[108:]


def test_a_broken_newer_release_leaves_the_last_good_one_and_says_so(folder: Path, good: Path) -> None:
    releases = ReleaseFolder(folder)
    first = releases.current()
    assert first is not None
    for number, content in enumerate(damaged(good), start=2):
        (folder / f"release_{number}.duckdb").write_bytes(content)
        point(folder, number)
        assert releases.current() is first
        assert "cannot be opened" in releases.trouble
        assert everything(first) > 0
    shutil.copy(good, folder / "release_99.duckdb")
    point(folder, 99)
    newest = releases.current()
    assert newest is not None
    assert (newest.number, releases.trouble) == (99, "")


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_release_with_a_hole_is_refused_or_reads_as_if_it_had_none(folder: Path, good: Path, tenth: int) -> None:
    content = bytearray(good.read_bytes())
    place = len(content) * tenth // 10
    content[place : place + 4096] = bytes(4096)
    (folder / "release_1.duckdb").write_bytes(content)
    release = ReleaseFolder(folder).current()
    whole = Release(good)
    assert release is None or all(release.figures_on(m) == whole.figures_on(m) for m in whole.measures)


@pytest.mark.parametrize("length", [0, 4096, 1_000_000])
def test_the_current_file_may_be_truncated_under_its_readers(folder: Path, length: int) -> None:
    releases = ReleaseFolder(folder)
    release = releases.current()
    assert release is not None
    with (folder / "release_1.duckdb").open("r+b") as file:
        file.truncate(length)
    assert releases.current() is release
    assert "cannot be opened" in releases.trouble
    assert everything(release) > 0
    assert len(release.blocks) > 0


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe\x00", b"../release_1.duckdb", b"/etc/passwd", b"release_7.duckdb"])
def test_a_broken_pointer_leaves_the_last_good_release(folder: Path, pointer: bytes) -> None:
    releases = ReleaseFolder(folder)
    release = releases.current()
    (folder / POINTER).write_bytes(pointer)
    assert releases.current() is release
    assert "cannot be opened" in releases.trouble
    assert ReleaseFolder(folder).current() is None


def test_a_release_of_another_schema_is_not_read(folder: Path) -> None:
    with duckdb.connect(str(folder / "release_1.duckdb")) as database:
        database.execute("update about set value = '999' where fact = 'schema_version'")
    releases = ReleaseFolder(folder)
    assert releases.current() is None
    assert "cannot be opened" in releases.trouble


def numbered(good: Path, file: Path, number: int) -> None:
    """A release in which every figure is `number`."""
    shutil.copy(good, file)
    with duckdb.connect(str(file)) as database:
        database.execute("update figures set value = ?, respondents = ?", [number % 100, number])
        database.execute("update about set value = ? where fact = 'organisation'", [str(number)])


@pytest.mark.slow
def test_readers_meet_no_error_and_no_mixture_while_releases_follow_one_another(good: Path, tmp_path: Path) -> None:
    numbered(good, tmp_path / "release_1.duckdb", 1)
    point(tmp_path, 1)
    releases = ReleaseFolder(tmp_path)
    done = threading.Event()

    def publish() -> int:
        number = 1
        while not done.wait(0.25):
            number += 1
            numbered(good, tmp_path / "draft", number)
            (tmp_path / "draft").replace(tmp_path / f"release_{number}.duckdb")
            point(tmp_path, number)
            (tmp_path / f"release_{number - 3}.duckdb").unlink(missing_ok=True)
        return number

    def read(count: int) -> tuple[int, int]:
        last, seen = 0, 0
        for turn in range(count):
            whole = releases.current()
            assert whole is not None
            release = share(whole, STROKE)
            number = int(release.facts["organisation"])
            values = {figure.respondents for figure in release.figures_of("stroke", release.pulses[0].id)}
            if turn % 50 == 0:
                values |= {figure.respondents for figure in release.figures_on("exhaustion")}
            assert values == {number}
            seen += number != last
            last = number
        return last, seen

    with ThreadPoolExecutor() as pool:
        publisher = pool.submit(publish)
        readers = [pool.submit(read, READS // READERS) for _ in range(READERS)]
        try:
            results = [reader.result() for reader in readers]
        finally:
            done.set()
        published = publisher.result()
    assert published > 3
    assert max(seen for _, seen in results) > 2
    assert releases.trouble == ""


def test_the_door_lets_no_statement_reach_a_file_or_a_setting(folder: Path, tmp_path: Path) -> None:
    release = ReleaseFolder(folder).current()
    assert release is not None
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n", encoding="utf-8")
    for statement in (
        f"from read_csv('{other}')",
        f"attach '{folder / 'release_2.duckdb'}' as more",
        f"copy (select 1) to '{tmp_path / 'out.csv'}'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "delete from release.figures",
        "create table release.more as select 1",
        "drop table release.figures",
        f"export database '{tmp_path / 'all'}'",
    ):
        with release._root.cursor() as cursor, pytest.raises(duckdb.Error):
            cursor.execute(statement)
    assert everything(release) > 0
