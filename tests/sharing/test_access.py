"""What each role can do with its own session of psql, whatever the window shows it."""

from __future__ import annotations

import dataclasses
import re

import psycopg
import pytest

from shopdesk.sharing import accounts
from shopdesk.sharing.access import (
    BadDescription,
    Group,
    Right,
    Rows,
    Sight,
    TableFacts,
    check,
    readable,
    seen_columns,
)
from shopdesk.sharing.access_sql import install
from shopdesk.sharing.accounts import Grant
from shopdesk.sharing.classes import CLASSES
from shopdesk.sharing.joining import verifier_of
from shopdesk.sharing.server import ADMINISTRATOR, DATABASE
from shopdesk.storage import kept_answers
from tests.sharing.roles import PASSWORD, SharedStore, facts

TABLES = {table.name: table for table in facts()}
PAY = [name for name, rights in CLASSES.items() if {right.who for right in rights} == {Sight.PAY}]
COSTS = [name for name, rights in CLASSES.items() if {right.who for right in rights} == {Sight.COSTS}]


def test_every_table_is_classified() -> None:
    check(facts(), CLASSES)
    assert len(TABLES) > 80


@pytest.mark.parametrize(
    ("table", "rights", "said"),
    [
        (TableFacts("bonuses", ("id", "store_id")), {}, "bonuses has no class"),
        (TableFacts("a", ("id", "store_id")), {"a": (), "b": ()}, "b is no table"),
        (TableFacts("a", ("id",)), {"a": (Right(Group.STAFF, "r"),)}, "no columns ['store_id']"),
        (TableFacts("a", ("id",)), {"a": (Right(Group.STAFF, "x", Rows.ALL),)}, "unknown rights x"),
        (
            TableFacts("a", ("id",)),
            {"a": (Right(Group.STAFF, "r", Rows.ALL), Right(Group.STAFF, "i", Rows.ALL))},
            "a says two things",
        ),
        (
            TableFacts("a", ("id", "b_id"), {"b_id": "b"}),
            {"a": (Right(Group.STAFF, "ri", Rows.ALL),)},
            "does not see the parent b",
        ),
        (
            TableFacts("a", ("id",)),
            {"a": (Right(Group.STAFF, "r", Rows.ALL, frozenset({"id"})),)},
            "cannot be hidden",
        ),
    ],
)
def test_a_description_that_cannot_be_held_is_refused(table: TableFacts, rights: dict, said: str) -> None:
    with pytest.raises(BadDescription, match=re.escape(said)):
        check([table], rights)


def test_what_is_partly_hidden_shows_what_was_decided() -> None:
    """A new column of these tables is shown to nobody before it stands here."""
    shown = {
        f"{name} {right.who}": " ".join(seen_columns(TABLES[name], right))
        for name, rights in CLASSES.items()
        for right in rights
        if right.without
        and name in {"people", "roles", "staff_events", "stores", "kept_answers", "pay_runs", "pay_slips", "campaigns"}
        and (right.who is Group.STAFF or name in {"staff_events", "kept_answers"})
    }  # fmt: skip
    assert shown == {
        "people staff": "id version store_id name mark department_code role_code hired_on left_on",
        "roles staff": "id version store_id code department_code name_zh name_en duties_zh duties_en level duty_code "
        "position hidden",
        "staff_events manager": "id version store_id person_id day kind department_code role_code reason successor_id "
        "note",
        "staff_events staff": "id version store_id person_id day kind department_code role_code successor_id",
        "campaigns staff": "id version store_id name kind state start end warm_up_on programme offer free_shipping "
        "courier owner plan_pieces plan_chats plan_service plan_packers plan_boxes note",
        "stores staff": "id version name platform store_type opened_on sample position archived",
        "kept_answers manager": "id store_id name key made_by sure",
        "pay_runs staff": "id store_id month state computed_at kind number reverses",
        "pay_slips staff": "id store_id run_id person_id name mark department role words days_employed gross_fen "
        "compensation_fen social_fen housing_fund_fen income_tax_fen taxable_fen withheld_fen net_fen months "
        "income_fen insurance_fen special_fen bonus_apart_fen carried_fen advance_fen missing notices",
    }


def test_whoever_changes_what_profit_is_made_of_ends_the_kept_profit() -> None:
    kinds = [kind for kind in vars(kept_answers).values() if isinstance(kind, kept_answers.KeptKind)]
    sources = frozenset().union(*(kind.sources for kind in kinds))
    for group in (Group.MANAGER, Group.STAFF):
        changing = {
            name for name, rights in CLASSES.items() if any(r.who is group and set(r.may) & set("iud") for r in rights)
        }
        may_end = any(r.who is group and "u" in r.may for r in CLASSES["kept_answers"])
        assert may_end or not changing & sources, group
    assert kinds


def test_staff_read_no_pay_and_no_costs(store: SharedStore) -> None:
    asked = [*PAY, *COSTS, "pay_guard", "orders", "kept_answers", "shopdesk_access.accounts"]
    done = store.psql("staff", "".join(f"SELECT count(*) FROM {name};\n" for name in asked))
    assert done.stdout == ""
    refused = re.findall(r"permission denied for table (\w+)", done.stderr)
    assert refused == [name.removeprefix("shopdesk_access.") for name in asked]
    assert len(PAY) >= 8 and len(COSTS) >= 14


def test_staff_read_only_their_own_store(store: SharedStore) -> None:
    """Every table that staff read at all: no row of the other store, and no column that is kept from them."""
    mine = [name for name in sorted(readable(CLASSES, Group.STAFF)) if TABLES[name].of_a_store]
    with store.as_("staff") as staff, store.administrator() as administrator:
        for name in mine:
            assert staff.execute(f"SELECT count(*) FROM {name} WHERE store_id <> 1").fetchone() == (0,), name
        shared = [name for name in mine if name not in ("people", "pay_slips", "pay_lines")]
        for name in shared:
            assert administrator.execute(f"SELECT count(*) FROM {name} WHERE store_id = 2").fetchone() != (0,), name
        assert staff.execute("SELECT id FROM stores").fetchall() == [(1,)]
        assert staff.execute("SELECT count(*) FROM worksheets").fetchone() == (1,)
    assert len(mine) > 20
    hidden = store.psql("staff", "SELECT base_fen FROM people; SELECT * FROM people; SELECT buyer_salt FROM stores;")
    assert hidden.stdout == "" and hidden.stderr.count("permission denied") == 3


def test_staff_write_only_into_their_own_store(store: SharedStore) -> None:
    inserted = (
        "INSERT INTO problem_comments (version, store_id, problem_id, at, who, words) VALUES (1, {}, {}, '', '', 'x')"
    )
    done = store.psql(
        "staff",
        "\n".join(
            [
                inserted.format(2, 2) + ";",
                inserted.format(1, 2) + ";",  # a problem of the other store under one's own
                "UPDATE problems SET store_id = 2 WHERE id = 1;",
                "UPDATE problems SET title = 'mine' WHERE id = 2 RETURNING id;",
                "DELETE FROM problems WHERE store_id = 2 RETURNING id;",
                "INSERT INTO people (version, store_id, name) VALUES (1, 1, 'me');",
                "UPDATE roster_days SET note = 'free' RETURNING id;",
                "DELETE FROM checklists RETURNING id;",
                "TRUNCATE problems;",
            ]
        ),
    )
    assert done.stdout == ""
    assert done.stderr.count("violates row-level security policy") == 3
    assert done.stderr.count("permission denied") == 4
    with store.as_("staff") as staff, staff.transaction(force_rollback=True):
        written = staff.execute(inserted.format(1, 1) + " RETURNING store_id").fetchone()
        assert written == (1,)


FORBIDDEN = [
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_shadow",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE CURRENT_USER CREATEROLE BYPASSRLS",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1",
    "GRANT shopdesk_owner TO CURRENT_USER",
    "SET ROLE shopdesk_owner",
    "SET ROLE shopdesk_staff",
    f"SET SESSION AUTHORIZATION {ADMINISTRATOR}",
    f"ALTER ROLE {ADMINISTRATOR} PASSWORD 'x'",
    "CREATE ROLE friend LOGIN",
    "CREATE TABLE mine (a int)",
    "CREATE TEMPORARY TABLE mine (a int)",
    "CREATE SCHEMA mine",
    "CREATE DATABASE mine",
    "CREATE EXTENSION pg_trgm",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "DO $$ BEGIN END $$",
    "ALTER TABLE problems DISABLE ROW LEVEL SECURITY",
    "DROP POLICY shopdesk_staff ON problems",
    "CREATE POLICY mine ON problems USING (true)",
    "SET row_security = off; SELECT count(*) FROM problems",
    "COPY problems TO PROGRAM 'cat'",
    "COPY problems FROM PROGRAM 'echo'",
    "COPY problems TO '/tmp/problems'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT pg_ls_dir('.')",
    "SELECT lo_create(0)",
    "SELECT lo_import('/etc/passwd')",
    "SHOW data_directory",
    "ALTER SYSTEM SET listen_addresses = '*'",
    "SET session_replication_role = replica",
    "SELECT pg_reload_conf()",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shopdesk_administrator'",
    "SELECT nextval('pay_slips_id_seq'), last_value FROM pay_slips_id_seq",
    "INSERT INTO shopdesk_access.memberships VALUES (session_user, 2)",
    "UPDATE shopdesk_access.accounts SET kind = 'owner'",
    "CREATE OR REPLACE FUNCTION shopdesk_access.my_stores() RETURNS bigint[] LANGUAGE sql"
    " AS 'SELECT ''{1,2}''::bigint[]'",
]


def test_staff_cannot_do_what_would_give_them_more(store: SharedStore) -> None:
    with store.administrator():  # somebody whose session could be ended
        for statement in FORBIDDEN:
            done = store.psql("staff", statement + ";")
            assert "ERROR" in done.stderr, statement
            assert done.stdout.strip() == "", statement
    with store.administrator() as administrator:
        row = administrator.execute(
            "SELECT rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = %s", [store.roles["staff"]]
        ).fetchone()
    assert row == (False, False, False)


def test_everybody_reads_the_own_slip_of_a_closed_month(store: SharedStore) -> None:
    with store.as_("staff") as staff, store.as_("manager") as manager, store.administrator() as administrator:
        assert staff.execute("SELECT person_id FROM pay_slips").fetchall() == [(2,)]
        assert staff.execute("SELECT slip_id FROM pay_lines ORDER BY id").fetchall() == [(2,)]
        assert manager.execute("SELECT person_id FROM pay_slips").fetchall() == [(1,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            staff.execute("SELECT turnover_fen FROM pay_runs")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            staff.execute("UPDATE pay_slips SET net_fen = 1")
        administrator.execute("UPDATE pay_runs SET state = 'draft'")
        assert staff.execute("SELECT id FROM pay_slips").fetchall() == []
        administrator.execute("UPDATE pay_runs SET state = 'locked'")


def test_managers_see_pay_and_costs_only_where_the_owner_says_so(store: SharedStore) -> None:
    with store.as_("manager") as manager:
        for name in (*PAY, *COSTS):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                manager.execute(f"SELECT 1 FROM {name}")
        assert manager.execute("SELECT store_id FROM orders").fetchall() == [(1,)]
        # It ends what was reckoned of profit without being able to read it.
        assert manager.execute("UPDATE kept_answers SET sure = false RETURNING store_id").fetchall() == [(1,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            manager.execute("SELECT value FROM kept_answers")
    with store.as_("payer") as payer, store.as_("coster") as coster:
        assert payer.execute("SELECT store_id, base_fen FROM people").fetchall() == [(1, 1), (1, 2)]
        assert payer.execute("SELECT store_id FROM pay_values").fetchall() == [(1,)]
        assert coster.execute("SELECT store_id FROM unit_costs ORDER BY 1").fetchall() == [(1,), (2,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            payer.execute("SELECT 1 FROM unit_costs")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            coster.execute("SELECT 1 FROM pay_values")


def test_the_owner_sees_and_changes_every_table_of_every_store(store: SharedStore) -> None:
    with store.as_("owner") as owner, owner.transaction(force_rollback=True):
        for name, table in TABLES.items():
            key = "id" if name == "stores" else "store_id" if table.of_a_store else "id"
            found = {row[0] for row in owner.execute(f"SELECT {key} FROM {name}")}
            whole = {1} if name in ("people", "pay_slips", "pay_lines") else {1, 2}
            assert found >= whole, name
            owner.execute(f"UPDATE {name} SET id = id")
        owner.execute("DELETE FROM changes")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute("SELECT rolpassword FROM pg_authid")


def test_the_trail_is_written_under_ones_own_name_and_stays(store: SharedStore) -> None:
    columns = "at, actor, reason, reason_values, kind"
    step = f"INSERT INTO change_sets ({columns}) VALUES ('', {{}}, '', '', 'edit') RETURNING id"
    with store.as_("staff") as staff:
        assert staff.execute("SELECT count(*) FROM change_sets").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            staff.execute(step.format("'owner'"))
        mine = staff.execute(step.format("'staff'")).fetchone()[0]
        change = "INSERT INTO changes (change_set_id, noun, record_id) VALUES (%s, %s, 1)"
        staff.execute(change, [mine, "problems"])
        for other in ([1, "problems"], [mine, "pay_values"]):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                staff.execute(change, other)
        for statement in ("DELETE FROM changes", "UPDATE changes SET noun = 'people'", "DELETE FROM change_sets"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                staff.execute(statement)


def test_that_others_changed_something_is_known_and_not_what(store: SharedStore) -> None:
    with store.as_("staff") as staff, store.administrator() as administrator:
        newest = administrator.execute("SELECT coalesce(max(id), 0) FROM change_sets").fetchone()[0]
        step = administrator.execute(
            "INSERT INTO change_sets (at, actor, reason, reason_values, kind, touched) "
            "VALUES ('', 'owner', 'Pay of {name}', '', 'edit', '[\"orders\"]') RETURNING id"
        ).fetchone()[0]
        administrator.execute(
            "INSERT INTO changes (change_set_id, noun, record_id) VALUES (%s, 'pay_values', 1)", [step]
        )
        told = staff.execute("SELECT * FROM shopdesk_access.news(%s)", [newest]).fetchall()
        assert told == [(step, '["orders"]', ["pay_values"])]
        assert staff.execute("SELECT reason FROM change_sets WHERE id = %s", [step]).fetchone() is None


def test_an_account_that_is_closed_is_closed_at_once(store: SharedStore) -> None:
    role = store.let_in("Leaver", Grant(Group.OWNER))
    leaver = store.as_(role)
    assert leaver.execute("SELECT count(*) FROM pay_values").fetchone() == (2,)
    with store.administrator() as administrator:
        accounts.close(administrator, role)
        assert [one.closed for one in accounts.accounts(administrator) if one.role == role] == [True]
        with pytest.raises(psycopg.OperationalError):
            leaver.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            store.as_(role)
        # Should somebody let it in again by hand, as an owner even, it still sees nothing.
        administrator.execute(f"ALTER ROLE {role} LOGIN")
        accounts.apply(administrator, accounts.new_password(role, verifier_of(PASSWORD)))
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            store.as_(role)
        administrator.execute(f"GRANT shopdesk_owner TO {role}")
        with store.as_(role) as back:
            assert back.execute("SELECT count(*) FROM pay_values").fetchone() == (0,)
        accounts.close(administrator, role)
    leaver.close()


def test_rights_are_changed_as_a_whole(store: SharedStore) -> None:
    role = store.let_in("小曼", Grant(Group.MANAGER, (1, 2), frozenset({Sight.PAY})))
    with store.administrator() as administrator, store.as_(role) as person:
        assert person.execute("SELECT id FROM stores ORDER BY id").fetchall() == [(1,), (2,)]
        account = next(one for one in accounts.accounts(administrator) if one.role == role)
        assert account.grant == Grant(Group.MANAGER, (1, 2), frozenset({Sight.PAY}))
        less = dataclasses.replace(account, grant=Grant(Group.STAFF, (2,)))
        accounts.apply(administrator, accounts.granting(less, version=18))
        assert person.execute("SELECT id FROM stores").fetchall() == [(2,)]
        for name in ("orders", "pay_values"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                person.execute(f"SELECT 1 FROM {name}")


@pytest.mark.parametrize(
    "name", ["x'; DROP TABLE orders; --", "\\'); ALTER ROLE me SUPERUSER; --", "$$", "%s", "{0}", '"', "名" * 60]
)
def test_a_name_is_a_value_whatever_it_holds(store: SharedStore, name: str) -> None:
    role = store.let_in(name, Grant(Group.STAFF, (1,)))
    with store.administrator() as administrator, store.as_(role) as person:
        assert name in [one.person for one in accounts.accounts(administrator)]
        assert person.execute("SELECT shopdesk_access.my_name()").fetchone() == (name,)
        assert administrator.execute("SELECT count(*) FROM orders").fetchone() == (2,)


def test_nobody_passes_for_another_by_capitals_or_width(store: SharedStore) -> None:
    for name in ("OWNER", "ｏｗｎｅｒ"):
        with pytest.raises(psycopg.errors.UniqueViolation):
            store.let_in(name, Grant(Group.STAFF, (1,)))
    with store.administrator() as administrator:
        made = administrator.execute("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'shopdesk\\_%'").fetchone()
        known = administrator.execute("SELECT count(*) FROM shopdesk_access.accounts").fetchone()
    assert made[0] == known[0] + len(Group) + len(Sight) + 1, "no role is left of what was refused"


def test_only_what_scram_makes_of_a_password_is_kept(store: SharedStore) -> None:
    for verifier in ("geheim", "", "md5" + "0" * 32, "SCRAM-SHA-256$4096:x'; --"):
        with pytest.raises(ValueError, match="SCRAM"):
            accounts.new_password(store.roles["staff"], verifier)


def test_rights_can_be_laid_down_again(store: SharedStore) -> None:
    with store.administrator() as administrator:
        count = "SELECT count(*) FROM pg_policies"
        before = administrator.execute(count).fetchone()
        accounts.apply(administrator, install(facts(), CLASSES, database=DATABASE, keeper=ADMINISTRATOR))
        assert administrator.execute(count).fetchone() == before
    with store.as_("staff") as staff:
        assert staff.execute("SELECT id FROM stores").fetchall() == [(1,)]


def test_a_statement_asks_for_the_stores_once(store: SharedStore) -> None:
    with store.as_("manager") as manager:
        plan = "\n".join(row[0] for row in manager.execute("EXPLAIN SELECT id FROM orders"))
    assert "InitPlan" in plan and "SubPlan" not in plan
