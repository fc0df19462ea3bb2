"""The commands of a data steward: `python -m dashboard COMMAND`. Each says what it did, or what to mend."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard import settings as settings_room
from dashboard.settings import Settings
from dashboard.terms import BadInputError, CheckFailedError

# Rooms are imported inside the commands: `serve` must never load the surveys' side of the wall,
# and `start` must run before anything is installed.


def _start(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard import setup

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


def _release(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.disclosure import publish

    print(publish.release(settings=settings, pulses=args.pulse, correct=args.correct).text)


def _withdraw(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.disclosure import publish

    print(publish.withdraw(settings=settings, pulse=args.pulse).text)


def _audit(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard.disclosure import audit

    verdict = audit.audit(settings=settings)
    print(verdict.text)
    if not verdict.safe:
        raise CheckFailedError("The release gives something away; see above. Withdraw the pulses named there.")


def _export(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard import release

    print(release.export(settings.release_folder, args.out))


def _serve(args: argparse.Namespace, settings: Settings) -> None:
    from dashboard import serve

    serve.serve(settings=settings, port=args.port, steward=args.steward)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace, Settings], None], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    def with_data(sub: argparse.ArgumentParser) -> argparse.ArgumentParser:
        sub.add_argument("--data", type=Path, help="data folder (else DASHBOARD_DATA, else ./data)")
        return sub

    sub = command("start", _start, "set up and open the dashboard on the sample data")
    sub.add_argument("--port", type=int, default=8501)

    sub = command("sample", _sample, "write a believable organisation to try things on")
    sub.add_argument("out", type=Path, metavar="OUT_DIR")
    sub.add_argument("--respondents", type=int, help="answers a pulse")
    sub.add_argument("--units", type=int, default=24)
    sub.add_argument("--pulses", type=int, default=18)
    sub.add_argument("--seed", type=int, default=1)

    sub = command("inspect", _inspect, "say what a file is and propose a mapping")
    sub.add_argument("file", type=Path, metavar="FILE")

    sub = with_data(command("import", _import, "read survey files into the responses"))
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE")
    sub.add_argument("--map", type=Path, help="mapping (TOML); not needed for canonical files")
    sub.add_argument("--units", type=Path, required=True, help="units.csv")
    sub.add_argument("--training", type=Path, help="training.csv")
    sub.add_argument("--annotations", type=Path, help="annotations.csv")

    sub = with_data(command("release", _release, "group, round, audit and publish pulses, once"))
    sub.add_argument("--pulse", action="append", default=[], help="only this pulse (may be given again)")
    sub.add_argument("--correct", metavar="P", help="publish corrected values of a released pulse")

    sub = with_data(command("withdraw", _withdraw, "take a released pulse back"))
    sub.add_argument("--pulse", required=True)

    with_data(command("audit", _audit, "prove again that nobody can be picked out"))

    sub = with_data(command("export", _export, "write every published figure as CSV"))
    sub.add_argument("out", type=Path, metavar="OUT.csv")

    sub = with_data(command("serve", _serve, "open the web app"))
    sub.add_argument("--port", type=int, default=8501)
    sub.add_argument("--steward", action="store_true", help="the steward's own pages, on this machine only")
    return parser


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
