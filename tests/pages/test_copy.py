"""All copy is plain English: short sentences, short words, none of the words that hurt or mislead."""

from __future__ import annotations

import re

import pytest

from dashboard.pages.context import View
from dashboard.wording import brief, start
from tests.pages.screen import open_page, words

PAGES = {
    "overview": ("overview", {}),
    "unit": ("unit", {"unit": "Ward 7 Stroke"}),
    "unit better": ("unit", {"unit": "District Nursing", "measure": "Compassion"}),
    "unit hidden": ("unit", {"unit": "Resus Team"}),
    "compare": ("compare", {}),
    "compare over time": ("compare", {"view": "Over time"}),
    "training": ("training", {}),
    "data": ("data", {}),
}
NEVER = (
    *("burnt-out staff", "cases", "at risk individuals", "poor performers", "worst", "best", "significant"),
    *("suppressed", "n=", "caused", "non-compliant", "p-value", "sigma", "confidence interval", "failed", "proven"),
)
READING_AGE = 11
LONGEST = 32


def sentences(text: str) -> list[str]:
    plain = re.sub(r":\w+-badge\[[^\]]*\]|:\w+\[[^\]]*\]|\]\([^)]*\)|[*\[\]\\#●▲▼◆]", " ", text)
    found = re.split(r"[.!?:;]\s|\n", plain)
    return [sentence for sentence in found if len(sentence.split()) > 3]


def syllables(word: str) -> int:
    found = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and len(found) > 1
    return max(1, len(found) - silent)


def grade(text: str) -> float:
    """Flesch and Kincaid's grade (1975); about five more is the reading age in years."""
    parts = sentences(text)
    spoken = [word for part in parts for word in re.findall(r"[A-Za-z’']+", part)]
    return 0.39 * len(spoken) / len(parts) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def copy_of(name: str, view: View) -> str:
    page, address = PAGES[name]
    return words(open_page(page, view, **address))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_at_eleven(view: View, name: str) -> None:
    assert grade(copy_of(name, view)) + 5 <= READING_AGE + 1


@pytest.mark.parametrize("name", PAGES)
def test_no_sentence_is_long(view: View, name: str) -> None:
    long = [s for s in sentences(copy_of(name, view)) if len(s.split()) > LONGEST]
    assert not long


@pytest.mark.parametrize("name", PAGES)
def test_words_that_hurt_or_mislead_are_not_used(view: View, name: str) -> None:
    text = copy_of(name, view).lower()
    assert not [word for word in NEVER if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]


def test_start_and_guide_are_read_at_eleven() -> None:
    guide = "\n".join((brief.BEFORE, *brief.SAY, *brief.SAY_BETTER, *brief.AVOID, brief.AFTER))
    assert grade(guide) + 5 <= READING_AGE + 1
    assert grade("\n".join((start.WHAT_IT_IS, start.SAMPLE, start.OWN, *start.NEEDS))) + 5 <= READING_AGE + 1


def test_the_grade_tells_hard_from_easy() -> None:
    easy = "We ask how you are. We want to help. Tell us what is hard at work."
    hard = "Organisational interventions ameliorate multidimensional manifestations of occupational exhaustion."
    assert grade(easy) < 3
    assert grade(hard) > 15
