"""Import: choose files, say what the columns mean, watch the checks, see what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import instruments
from dashboard.settings import Settings
from dashboard.steward import mapping_form, navigation, sentences, show, templates, uploads, wording, work
from dashboard.steward.uploads import Chosen
from dashboard.surveys import store, undo
from dashboard.surveys.rehearsal import Counted
from dashboard.terms import BadInputError, Problem
from dashboard.wording.plain import for_markdown

_SURVEYS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet"]
_MAPPING = "mapping.toml"
_WARNING = "Warning "


@dataclass(frozen=True, slots=True)
class Done:
    """An import that worked: what was counted, the steps, the report's sentences (first one a file), how many files."""

    counted: Counted
    steps: tuple[str, ...]
    report: tuple[str, ...]
    files: int


def page(settings: Settings) -> None:
    """Draw the page."""
    st.title(wording.QUESTION["import"], anchor=False)
    if done := st.session_state.get("import_done"):
        _finished(done, settings)
        return
    chosen = _choose(settings)
    ready = mapping_form.Ready()
    if chosen.survey:
        st.header(wording.FORMAT_HEADING, anchor=False)
        ready = mapping_form.show(chosen, settings)
    st.header(wording.RUN_HEADING, anchor=False)
    missing = _missing(chosen, ready)
    st.caption(wording.NOT_YET[missing] if missing else wording.RUN_WHY)
    if st.button(wording.RUN, icon=":material/fact_check:", disabled=bool(missing)):
        _run(chosen, ready.mapping, settings)


def _missing(chosen: Chosen, ready: mapping_form.Ready) -> str:
    if not chosen.survey:
        return "survey"
    if not ready.confirmed:
        return "confirm"
    return "" if chosen.units else "units"


def _choose(settings: Settings) -> Chosen:
    st.header(wording.FILES_HEADING, anchor=False)
    st.markdown(wording.STAYS)
    round_ = st.session_state.setdefault("import_round", 0)
    left, right = st.columns(2)
    with left:
        survey = st.file_uploader(
            wording.SURVEY_FILE,
            type=_SURVEYS,
            accept_multiple_files=True,
            help=wording.SURVEY_FILE_HELP,
            key=f"survey_{round_}",
        )
    with right:
        units = st.file_uploader(wording.UNITS_FILE, type=["csv"], key=f"units_{round_}")
    with st.expander(wording.MORE_FILES):
        training = st.file_uploader(wording.TRAINING_FILE, type=["csv"], key=f"training_{round_}")
        annotations = st.file_uploader(wording.ANNOTATIONS_FILE, type=["csv"], key=f"annotations_{round_}")
    with st.expander(wording.TEMPLATES):
        _templates(settings)
    return Chosen(tuple(survey), units, training, annotations)


def _templates(settings: Settings) -> None:
    st.markdown(wording.TEMPLATES_WHY)
    known = tuple(instruments.measures(store.instruments_folder(settings)).values())
    files = {
        "survey.csv": templates.survey(known),
        "units.csv": templates.text(templates.UNITS),
        "training.csv": templates.text(templates.TRAINING),
        "annotations.csv": templates.text(templates.ANNOTATIONS),
    }
    with st.container(horizontal=True):
        for name, text in files.items():
            st.download_button(name, text, name, "text/csv", on_click="ignore", icon=":material/download:")


def _run(chosen: Chosen, mapping: str, settings: Settings) -> None:
    """Rehearse, then import; what was wrong, or the page of what was found."""
    status = st.status(wording.STEPS["working"], expanded=True)
    try:
        with uploads.on_disk(chosen, settings) as paths:
            plan = _written(mapping, paths.survey[0].parent)
            steps, counted = _watched(status, work.checked(paths, plan, settings))
            status.update(label=wording.STEPS["saving"], state="running", expanded=True)
            report = work.imported(paths, plan, settings)
    except BadInputError as error:
        status.update(label=wording.STEPS["refused"], state="error", expanded=False)
        show.problems(_where_people_look(error.problems))
        return
    except Exception:
        status.update(label=wording.NOT_NOW, state="error")
        raise
    st.session_state["import_done"] = Done(counted, tuple(steps), report.lines, len(chosen.survey))
    st.session_state["import_round"] += 1  # empty uploaders: the browser's copies are let go
    st.rerun()


def _written(mapping: str, folder: Path) -> Path | None:
    if not mapping:
        return None
    path = folder / _MAPPING
    path.write_text(mapping, encoding="utf-8")
    return path


def _watched(status: DeltaGenerator, news: work.News) -> tuple[list[str], Counted]:
    """Draw steps and rows as they come; the steps in words, and what was counted."""
    steps: list[str] = []
    bar = status.empty()
    for piece in news:
        if isinstance(piece, Counted):
            return [*steps, sentences.summary(piece)], piece
        if isinstance(piece, work.Rows):
            bar.progress(min(1.0, piece.done / piece.of), text=sentences.reading(piece.done, piece.of))
        else:
            bar.empty()
            steps.append(sentences.step(piece.name, piece.count, piece.of))
            status.markdown(f":material/check: {steps[-1]}")
    raise RuntimeError("the rehearsal ended without a count")


def _where_people_look(problems: Sequence[Problem]) -> list[Problem]:
    """A mapping made on this page is no file that a person knows: it is the table they see."""
    what, table = _MAPPING, wording.THE_TABLE
    return [
        replace(p, file=p.file.replace(what, table), what=p.what.replace(what, table), fix=p.fix.replace(what, table))
        for p in problems
    ]


def _finished(done: Done, settings: Settings) -> None:
    with st.status(sentences.imported(done.counted.answers), state="complete", expanded=True):
        st.markdown("\n\n".join(f":material/check: {step}" for step in done.steps))
    st.header(wording.FOUND_HEADING, anchor=False)
    warnings = [line for line in done.report if line.startswith(_WARNING)]
    rest = [line for line in done.report if line not in warnings]
    for line in warnings:
        st.warning(for_markdown(line.removeprefix(_WARNING)), icon=":material/warning:")
    if not warnings:
        st.markdown(wording.NOTHING_UNUSUAL)
    show.lines(rest[: done.files])
    with st.container(horizontal=True, vertical_alignment="center"):
        navigation.link("publish", wording.SEE_PREVIEW)
        if undo.last_import(settings) and st.button(wording.UNDO, icon=":material/undo:"):
            _undo(settings)
        if st.button(wording.ANOTHER, icon=":material/upload_file:"):
            del st.session_state["import_done"]
            st.rerun()
    if rest[done.files :]:
        with st.expander(wording.MORE_FOUND):
            show.lines(rest[done.files :])


def _undo(settings: Settings) -> None:
    with show.told(wording.NOT_NOW):
        work.undone(settings)
        del st.session_state["import_done"]
        st.toast(wording.UNDONE, icon=":material/undo:")
        st.rerun()
