"""The commands of a data steward: `python -m dashboard COMMAND`. Each says what it did, or what to mend."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from dashboard import settings as settings_room
from dashboard import setup
from dashboard.log import What
from dashboard.settings import Settings
from dashboard.terms import BadInputError, CheckFailedError

# Rooms are imported inside the commands: `serve` must never load the surveys' side of the wall,
# and `start` must run before anything is installed.


def _start(args: argparse.Namespace, settings: Settings) -> None:
    setup.start(port=args.port)


def _sample(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard import sample

    sample.write(args.out, respondents=args.respondents, units=args.units, pulses=args.pulses, seed=args.seed)


def _inspect(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.surveys import inspection

    proposal = inspection.propose(args.file)
    print(proposal.description, file=sys.stderr)
    print(proposal.mapping, end="")


def _import(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.surveys import loader

    report = loader.import_files(
        args.files,
        mapping=args.map,
        units=args.units,
        training=args.training,
        annotations=args.annotations,
        settings=settings,
    )
    print(report.text)
    _note(settings, "import", ", ".join(file.name for file in args.files))


def _release(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.disclosure import publish
    from dashboard.readings.release_effects import release_effects
    from dashboard.surveys import retention

    report = publish.release(settings=settings, pulses=args.pulse, correct=args.correct, effects=release_effects)
    print(report.text)
    if reminder := retention.reminder(settings):
        print(reminder)
    _note(settings, "release", args.correct or ", ".join(args.pulse))


def _withdraw(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.disclosure import publish

    print(publish.withdraw(settings=settings, pulse=args.pulse).text)
    _note(settings, "withdraw", args.pulse)


def _audit(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.disclosure import audit

    verdict = audit.audit(settings=settings)
    print(verdict.text)
    if not verdict.safe:
        raise CheckFailedError("The release gives something away; see above. Withdraw the pulses named there.")


def _export(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard import release

    print(release.export(settings.release_folder, args.out))
    _note(settings, "export", args.out.name)


def _log(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard import log

    for event in log.Log(settings.audit_folder).events(since=args.since or "", who=args.who):
        print(log.text(event))


def _backup(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard import backup

    print(backup.backup(settings, args.out))
    _note(settings, "backup", args.out.name)


def _restore(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard import backup

    print(backup.restore(settings, args.source, force=args.force))
    _note(settings, "restore", args.source.name)


def _encrypt(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.surveys import store

    print(store.encrypt(settings))


def _purge(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.surveys import retention

    print(retention.purge(settings))
    _note(settings, "purge", "")


def _serve(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard import serve

    serve.serve(settings=settings, port=args.port, steward=args.steward)


def _note(settings: Settings, what: What, detail: str) -> None:
    """Write in the audit log what was done. It has been done, so a log that cannot be written is only told."""
    from dashboard import log

    try:
        log.Log(settings.audit_folder, megabytes=settings.log_megabytes).append(
            log.Event(what, f"{log.user()} (command)", release=log.release_in(settings.release_folder), detail=detail)
        )
    except OSError as error:
        print(f"This is not in the audit log, which cannot be written: {error.strerror}.", file=sys.stderr)


class _Commands:
    """The commands so far, and how one more is named, run and explained."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(self, name: str, run: Callable[[argparse.Namespace, Settings], None], text: str) -> argparse.ArgumentParser:
        sub = self._commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    def with_data(
        self, name: str, run: Callable[[argparse.Namespace, Settings], None], text: str
    ) -> argparse.ArgumentParser:
        sub = self.add(name, run, text)
        sub.add_argument("--data", type=Path, help="data folder (else DASHBOARD_DATA, else ./data)")
        return sub


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = _Commands(parser)
    _add_looking(commands)
    _add_publishing(commands)
    _add_keeping(commands)
    return parser


def _add_looking(commands: _Commands) -> None:
    sub = commands.add("start", _start, "set up and open the dashboard on the sample data")
    sub.add_argument("--port", type=int, default=8501)

    sub = commands.add("sample", _sample, "write a believable organisation to try things on")
    sub.add_argument("out", type=Path, metavar="OUT_DIR")
    sub.add_argument("--respondents", type=int, help="answers a pulse")
    sub.add_argument("--units", type=int, default=24)
    sub.add_argument("--pulses", type=int, default=18)
    sub.add_argument("--seed", type=int, default=1)

    sub = commands.with_data("serve", _serve, "open the web app")
    sub.add_argument("--port", type=int, default=8501)
    sub.add_argument("--steward", action="store_true", help="the steward's own pages, on this machine only")


def _add_publishing(commands: _Commands) -> None:
    sub = commands.add("inspect", _inspect, "say what a file is and propose a mapping")
    sub.add_argument("file", type=Path, metavar="FILE")

    sub = commands.with_data("import", _import, "read survey files into the responses")
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE")
    sub.add_argument("--map", type=Path, help="mapping (TOML); not needed for canonical files")
    sub.add_argument("--units", type=Path, required=True, help="units.csv")
    sub.add_argument("--training", type=Path, help="training.csv")
    sub.add_argument("--annotations", type=Path, help="annotations.csv")

    sub = commands.with_data("release", _release, "group, round, audit and publish pulses, once")
    sub.add_argument("--pulse", action="append", default=[], help="only this pulse (may be given again)")
    sub.add_argument("--correct", metavar="P", help="publish corrected values of a released pulse")

    sub = commands.with_data("withdraw", _withdraw, "take a released pulse back")
    sub.add_argument("--pulse", required=True)

    commands.with_data("audit", _audit, "prove again that nobody can be picked out")

    sub = commands.with_data("export", _export, "write every published figure as CSV")
    sub.add_argument("out", type=Path, metavar="OUT.csv")


def _add_keeping(commands: _Commands) -> None:
    sub = commands.with_data("log", _log, "who did what, and saw which units' figures")
    sub.add_argument("--since", type=_moment, metavar="DATE", help="from this date or time (UTC) on")
    sub.add_argument("--who", default="", help="only people whose name contains this")

    sub = commands.with_data("backup", _backup, "write both stores to one file")
    sub.add_argument("out", type=Path, metavar="OUT.tar")

    sub = commands.with_data("restore", _restore, "put the stores of a backup in place")
    sub.add_argument("source", type=Path, metavar="BACKUP.tar")
    sub.add_argument("--force", action="store_true", help="replace the stores that are there")

    commands.with_data("encrypt", _encrypt, "encrypt responses that were imported without a key")
    commands.with_data("purge", _purge, "remove the answers of released pulses older than the setting")


def _moment(text: str) -> str:
    """A date or time as ISO writes it; argparse says so if it is none."""
    datetime.fromisoformat(text)
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 a check failed, 2 bad input."""
    args = _parser().parse_args(arguments)
    try:
        settings = settings_room.from_environment(data=getattr(args, "data", None))
        args.run(args, settings)
    except (BadInputError, settings_room.SettingError) as error:
        print(error, file=sys.stderr)
        return 2
    except CheckFailedError as error:
        print(error, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        print(setup.not_installed(error), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
