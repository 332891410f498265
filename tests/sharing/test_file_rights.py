"""Who sees the contents of files with a session of psql of their own: whoever sees a record that names them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from tests.sharing.roles import SharedStore

OF_A_PROBLEM, OF_A_SUPPLIER, OF_A_CAMPAIGN, OF_NOBODY = (f"content of {one}".encode() for one in "abcd")
OF_A_JOB, OF_MY_JOB, OF_THE_OTHER_STORE = (f"content of {one}".encode() for one in "efg")


def place(content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return f"{digest[:2]}/{digest}.png"


@pytest.fixture
def files(store: SharedStore) -> Iterator[SharedStore]:
    """A file of each kind of record in the first store, one of the second, and one that no record names."""
    naming = {
        ("problem_files", 1): OF_A_PROBLEM,
        ("supplier_files", 1): OF_A_SUPPLIER,
        ("campaign_files", 1): OF_A_CAMPAIGN,
        ("problem_files", 2): OF_THE_OTHER_STORE,
    }
    with store.administrator() as connection:
        connection.execute("BEGIN")
        connection.execute("UPDATE design_jobs SET store_id = 1")
        for (table, number), content in naming.items():
            connection.execute(f"UPDATE {table} SET stored = %s WHERE id = {number}".encode(), (place(content),))
        for person, content in ((1, OF_A_JOB), (2, OF_MY_JOB)):
            connection.execute("UPDATE design_jobs SET stored = %s WHERE person_id = %s", (place(content), person))
        connection.execute("DELETE FROM file_contents")
        for content in (*naming.values(), OF_A_JOB, OF_MY_JOB, OF_NOBODY):
            row = (2 if content == OF_THE_OTHER_STORE else 1, place(content), place(content)[3:67], len(content))
            connection.execute(
                "INSERT INTO file_contents (store_id, stored, digest, size, content) VALUES (%s, %s, %s, %s, %s)",
                (*row, content),
            )
        connection.execute("COMMIT")
    yield store
    with store.administrator() as connection:
        connection.execute("UPDATE design_jobs SET store_id = id")


def reads(store: SharedStore, who: str) -> set[str]:
    done = store.psql(who, "SELECT convert_from(content, 'UTF8') FROM file_contents;")
    assert done.stderr == ""
    return set(done.stdout.split("\n")) - {""}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        # Staff number 2 of the people; the design job of somebody else is not theirs.
        ("staff", {OF_A_PROBLEM, OF_MY_JOB}),
        ("manager", {OF_A_PROBLEM, OF_A_CAMPAIGN, OF_A_JOB, OF_MY_JOB}),
        ("payer", {OF_A_PROBLEM, OF_A_CAMPAIGN, OF_A_JOB, OF_MY_JOB}),
        ("coster", {OF_A_PROBLEM, OF_A_SUPPLIER, OF_THE_OTHER_STORE}),
        (
            "owner",
            {OF_A_PROBLEM, OF_A_SUPPLIER, OF_A_CAMPAIGN, OF_A_JOB, OF_MY_JOB, OF_THE_OTHER_STORE, OF_NOBODY},
        ),
    ],
)
def test_a_content_is_seen_by_whoever_sees_a_record_that_names_it(
    files: SharedStore, who: str, sees: set[bytes]
) -> None:
    assert reads(files, who) == {content.decode() for content in sees}


def _insert(content: bytes, stored: str, *, store: int = 1, digest: str = "", size: int = -1) -> str:
    digest = digest or hashlib.sha256(content).hexdigest()
    size = len(content) if size < 0 else size
    return (
        "INSERT INTO file_contents (store_id, stored, digest, size, content) "
        f"VALUES ({store}, '{stored}', '{digest}', {size}, '\\x{content.hex()}');"
    )


def _named(stored: str, store: int = 1) -> str:
    return (
        "INSERT INTO problem_files (version, store_id, problem_id, at, who, name, stored) "
        f"VALUES (1, {store}, {store}, '', '', 'x', '{stored}');"
    )


def test_staff_put_in_only_what_its_place_says_and_see_it_once_a_record_of_theirs_names_it(files: SharedStore) -> None:
    mine, other, early = b"mine", b"something else", b"sent ahead"
    refused = [
        _named(place(other)) + _insert(mine, place(other)),  # laid where another content will be looked for
        _insert(mine, place(other), digest=place(other)[3:67]),  # and with its hash
        _named("../../evil.png") + _insert(mine, "../../evil.png"),
        _named("problems/3/a.png") + _insert(mine, "problems/3/a.png"),  # places that tell no hash are of older days
        _named(place(mine)) + _insert(mine, place(mine), size=1),
        _insert(OF_THE_OTHER_STORE + b"x", place(OF_THE_OTHER_STORE + b"x"), store=2),
    ]
    done = files.psql("staff", "".join(refused))
    assert done.stderr.count("violates row-level security policy") == len(refused), done.stderr
    good = files.psql("staff", _insert(mine, place(mine)) + "SELECT count(*) FROM file_contents;")
    assert good.stderr == "" and good.stdout == "3\n"
    # What is large is sent before its record.
    count = "SELECT count(*) FROM file_contents;"
    ahead = files.psql("staff", _insert(early, place(early)) + count + _named(place(early)) + count)
    assert ahead.stderr == "" and ahead.stdout.split() == ["3", "4"]
    with files.administrator() as connection:
        connection.execute("DELETE FROM problem_files WHERE name = 'x'")


def test_staff_and_managers_change_and_remove_nothing_that_is_held(files: SharedStore) -> None:
    for who in ("staff", "manager", "coster"):
        done = files.psql(who, "UPDATE file_contents SET content = ''; DELETE FROM file_contents;")
        assert done.stderr.count("permission denied for table file_contents") == 2, who
    with files.administrator() as connection:
        found = connection.execute("SELECT count(*) FROM file_contents WHERE content <> ''").fetchone()
        assert found == (7,)


def test_an_account_that_is_closed_sees_no_content_at_once(files: SharedStore) -> None:
    with files.administrator() as connection, files.as_("staff") as staff:
        assert staff.execute("SELECT count(*) FROM file_contents").fetchone() == (2,)
        connection.execute("UPDATE shopdesk_access.accounts SET closed_at = now() WHERE person = 'staff'")
        assert staff.execute("SELECT count(*) FROM file_contents").fetchone() == (0,)
        connection.execute("UPDATE shopdesk_access.accounts SET closed_at = NULL WHERE person = 'staff'")
