"""Who is let in: claims, the access file, and the time, each at its edges."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.access import Access, claims, door, people
from dashboard.access.door import Reader, Refusal, admit
from dashboard.settings import SettingError, Settings
from dashboard.terms import BadInputError

NOW = 1_800_000_000.0
BY_CLAIM = Settings(role_claim="roles")
ANN: dict[str, Any] = {
    "is_logged_in": True,
    "sub": "1",
    "email": "Ann@Example.org",
    "roles": ["manager"],
    "units": ["stroke"],
    "iat": NOW - 60,
    "exp": NOW + 60,
}


def admitted(**changes: object) -> Reader | Refusal:
    given = {name: value for name, value in {**ANN, **changes}.items() if value is not None}
    return admit(given, settings=BY_CLAIM, now=NOW)


def test_somebody_with_a_role_and_units_is_let_in_until_the_token_ends() -> None:
    reader = admitted()
    assert isinstance(reader, Reader)
    assert reader.access == Access("manager", frozenset({"stroke"}))
    assert (reader.name, reader.until) == ("ann@example.org", NOW + 60)


@pytest.mark.parametrize(
    ("exp", "iat", "let_in"),
    [
        (NOW + 1, NOW - 60, True),
        (NOW, NOW - 60, False),
        (NOW - 1, NOW - 60, False),
        (None, NOW - 60, False),
        (NOW + 60, None, False),
        (True, NOW, False),
        ("2999", NOW, False),
        (NOW + 10**9, NOW - 12 * 3600 + 1, True),  # the token is good for years, the sign-in for 12 hours
        (NOW + 10**9, NOW - 12 * 3600, False),
    ],
)
def test_a_sign_in_ends(exp: object, iat: object, let_in: bool) -> None:  # noqa: FBT001 - a column of the table
    found = admitted(exp=exp, iat=iat)
    assert isinstance(found, Reader) is let_in
    assert let_in or found == Refusal("expired", "ann@example.org")


@pytest.mark.parametrize(
    "changes",
    [
        {"is_logged_in": None},
        {"is_logged_in": False},
        {"is_logged_in": "true"},
        {"is_logged_in": 1},
    ],
)
def test_nobody_who_is_not_signed_in_gets_any_further(changes: dict[str, object]) -> None:
    assert admitted(**changes) == Refusal("not signed in")


@pytest.mark.parametrize(
    ("roles", "units", "access"),
    [
        (["lead"], None, Access("lead")),
        ("lead", None, Access("lead")),
        (["manager", "lead"], ["stroke"], Access("lead")),
        (["steward", "manager"], None, Access("steward")),
        ("manager", "stroke; renal", Access("manager", frozenset({"stroke", "renal"}))),
        (["manager"], [], None),
        (["manager"], None, None),
        (["manager"], {"stroke": 1}, None),
        (["Lead"], None, None),
        (["admin"], None, None),
        ([], None, None),
        (None, None, None),
        (7, None, None),
        ({"lead": True}, None, None),
    ],
)
def test_roles_and_units_come_from_claims(roles: object, units: object, access: Access | None) -> None:
    found = admitted(roles=roles, units=units)
    assert found == Refusal("unknown", "ann@example.org") if access is None else isinstance(found, Reader)
    assert access is None or (isinstance(found, Reader) and found.access == access)


def test_a_claim_may_lie_inside_another_or_have_dots_in_its_name() -> None:
    inside = replace(BY_CLAIM, role_claim="realm_access.roles", role_names="lead=grp-lead;manager=grp-mgr")
    for claim in ({"realm_access": {"roles": ["x", "grp-lead"]}}, {"realm_access.roles": "grp-lead"}):
        found = admit({**ANN, **claim}, settings=inside, now=NOW)
        assert isinstance(found, Reader)
        assert found.access == Access("lead")
    assert isinstance(admit({**ANN, "realm_access": "lead"}, settings=inside, now=NOW), Refusal)


@given(
    st.dictionaries(st.sampled_from([*ANN, "email_verified"]), st.none() | st.booleans() | st.text() | st.integers())
)
def test_no_claims_however_strange_break_the_door(changes: dict[str, object]) -> None:
    assert isinstance(admit({**ANN, **changes}, settings=BY_CLAIM, now=NOW), (Reader, Refusal))


@pytest.mark.parametrize("text", ["lead", "boss=grp", "lead=", "=grp"])
def test_role_names_that_make_no_sense_stop_the_start(text: str) -> None:
    with pytest.raises(SettingError, match="DASHBOARD_ROLE_NAMES"):
        door.check(Settings(role_names=text))


CSV = "email,role,units\nann@example.org,manager,stroke;renal\nLEE@example.org,lead,\n"
TOML = """
[[person]]
email = "ann@example.org"
role = "manager"
units = ["stroke", "renal"]

[[person]]
email = "LEE@example.org"
role = "lead"
"""


@pytest.mark.parametrize(("name", "text"), [("people.csv", CSV), ("people.csv", "\ufeff" + CSV), ("people.toml", TOML)])
def test_both_kinds_of_access_file_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert people.read(tmp_path / name) == {
        "ann@example.org": Access("manager", frozenset({"stroke", "renal"})),
        "lee@example.org": Access("lead"),
    }


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("p.csv", "email,role\nann@x,lead", "row 1: the first line names other columns"),
        ("p.csv", "", "row 1: the first line names other columns"),
        ("p.csv", "email,role,units\nann,lead,", "row 2, column email: there is no e-mail"),
        ("p.csv", "email,role,units\nann@x,boss,", "row 2, column role: 'boss' is no role. Use one of manager, lead"),
        ("p.csv", "email,role,units\nann@x,manager,", "row 2, column units: 0 units for this role"),
        ("p.csv", "email,role,units\nann@x,lead,stroke", "row 2, column units: 1 units for this role"),
        ("p.csv", "email,role,units\nann@x,lead,\nANN@x,manager,a", "row 3, column email: 'ann@x' is listed twice"),
        ("p.csv", "email,role,units\nann@x,lead,,more", "is not known here"),
        ("p.toml", "person = 1", "`person` is not a list"),
        ("p.toml", "[[person]\n", "it is not TOML"),
        ("p.toml", '[[person]]\nemail="a@x"\nrole="manager"\nunits="stroke"', "units are not a list of ids"),
        ("p.toml", '[[person]]\nemail="a@x"\nrole="lead"\nadmin=true', "['admin'] is not known here"),
        ("p.csv", b"\xff\xfe", "it cannot be read"),
    ],
)
def test_an_access_file_with_a_mistake_lets_nobody_in_and_names_it(
    tmp_path: Path, name: str, text: str | bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(BadInputError) as error:
        people.read(file)
    assert said in str(error.value)
    settings = Settings(access_file=str(file))
    assert admit(ANN, settings=settings, now=NOW) == Refusal("access file", "ann@example.org")


def test_a_file_that_is_not_there_lets_nobody_in(tmp_path: Path) -> None:
    settings = Settings(access_file=str(tmp_path / "none.csv"))
    assert admit(ANN, settings=settings, now=NOW) == Refusal("access file", "ann@example.org")
    with pytest.raises(BadInputError):
        door.check(settings)


def test_an_access_file_is_looked_up_by_an_address_that_somebody_has_checked(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(CSV, encoding="utf-8")
    settings = Settings(access_file=str(file))
    for verified, let_in in ((True, True), (None, True), (False, False), ("false", False)):
        found = admit({**ANN, "email_verified": verified}, settings=settings, now=NOW)
        assert isinstance(found, Reader) is let_in
    assert isinstance(admit({**ANN, "email": ""}, settings=settings, now=NOW), Refusal)
    assert isinstance(admit({**ANN, "email": "eve@example.org"}, settings=settings, now=NOW), Refusal)


def test_a_changed_access_file_counts_at_once(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    settings = Settings(access_file=str(file))
    for place, (role, units) in enumerate((("lead", ""), ("manager", "a"), ("manager", "b"))):
        file.write_text(f"email,role,units\nann@example.org,{role},{units}\n", encoding="utf-8")
        os.utime(file, ns=(place, place))
        found = admit(ANN, settings=settings, now=NOW)
        assert isinstance(found, Reader)
        assert found.access == Access(role, frozenset(filter(None, [units])))  # type: ignore[arg-type]


def test_without_a_source_of_roles_nobody_is_let_in() -> None:
    assert admit(ANN, settings=Settings(), now=NOW) == Refusal("unknown", "ann@example.org")


def test_two_sign_ins_of_one_person_are_told_apart() -> None:
    one, other = (admit({**ANN, "nonce": nonce}, settings=BY_CLAIM, now=NOW) for nonce in "ab")
    assert isinstance(one, Reader)
    assert isinstance(other, Reader)
    assert one.sign_in != other.sign_in


def test_the_widest_role_counts_whatever_the_order() -> None:
    names = claims.ClaimNames("roles", "units", claims.role_names(""))
    for roles in (["manager", "steward", "lead"], ["steward", "lead", "manager"]):
        assert claims.access({"roles": roles, "units": ["a"]}, names) == Access("steward")
