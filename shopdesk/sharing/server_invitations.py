"""Codes for a server that is there: nobody stands at a door, so the database itself takes a code once.

A code's secret makes a role of its own, which may sign in for a quarter of an hour and do one thing: choose a name and
a password. Role and password are made from the secret by a slow digest, so that neither is worth guessing in that time.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from psycopg.sql import SQL, Composed, Identifier, Literal

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.sharing import accounts
from shopdesk.sharing.access import Group, Sight
from shopdesk.sharing.access_sql import EVERYBODY, SCHEMA, role_of
from shopdesk.sharing.accounts import Account, Connection, Grant
from shopdesk.sharing.certificates import FINGERPRINT_BYTES, fingerprint
from shopdesk.sharing.codes import LIFE, SECRET_BYTES, Code
from shopdesk.sharing.invitations import REFUSALS, Refused
from shopdesk.sharing.joining import JoinRefused, check_name, check_password, verifier_of
from shopdesk.sharing.other_server import ServerAddress, sign_in_at
from shopdesk.sharing.secret import Secret
from shopdesk.sharing.server_line import Shown, look_at, trusting
from shopdesk.sharing.sign_in import SignIn, Way, encryption

if TYPE_CHECKING:
    import psycopg

_TABLE = """
CREATE TABLE IF NOT EXISTS {schema}.invitations (
    role name PRIMARY KEY,
    account name,
    ends timestamptz NOT NULL
)"""
_TAKE_UP = """
DECLARE
    invited record;
BEGIN
    IF wanted !~ '^[^[:cntrl:]]{{1,60}}$'
        OR verifier !~ '^SCRAM-SHA-256[$][0-9]{{4,7}}:[A-Za-z0-9+/=$:]{{60,180}}$' THEN
        RAISE EXCEPTION USING ERRCODE = 'SD002', MESSAGE = 'name or password';
    END IF;
    DELETE FROM {schema}.invitations i WHERE i.role = session_user AND i.ends > now() RETURNING i.* INTO invited;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'SD001', MESSAGE = 'no invitation';
    END IF;
    IF invited.account IS NULL THEN
        UPDATE {schema}.accounts a SET person = wanted, person_key = wanted_key, closed_at = NULL
        WHERE a.role = session_user;
        EXECUTE format('ALTER ROLE %I PASSWORD %L VALID UNTIL ''infinity''', session_user, verifier);
        RETURN session_user;
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', invited.account, verifier);
    EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', session_user);
    RETURN invited.account;
END"""
_NOT_INVITED, _NOT_USABLE, _TAKEN = "SD001", "SD002", "23505"


def install() -> Iterator[Composed]:
    """What lets the database take codes; after the rights were laid down. It can be run again at any time."""
    schema = Identifier(SCHEMA)
    everybody = SQL(", ").join(Identifier(role_of(who)) for who in EVERYBODY)
    yield SQL(_TABLE).format(schema=schema)
    yield SQL("REVOKE ALL ON {}.invitations FROM PUBLIC").format(schema)
    yield SQL(
        "CREATE OR REPLACE FUNCTION {}.take_up(wanted text, wanted_key text, verifier text) RETURNS name "
        "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS {}"
    ).format(schema, Literal(SQL(_TAKE_UP).format(schema=schema).as_string(None)))
    yield SQL("REVOKE ALL ON FUNCTION {}.take_up(text, text, text) FROM PUBLIC").format(schema)
    yield SQL("GRANT EXECUTE ON FUNCTION {}.take_up(text, text, text) TO {}").format(schema, everybody)


def keeping(keeper: str) -> Iterator[Composed]:
    """What gives a keeper that is no superuser the sight of an owner; a superuser has it."""
    for who in (Group.OWNER, *Sight):
        yield SQL("GRANT {} TO {}").format(Identifier(role_of(who)), Identifier(keeper))


def invite(connection: Connection, grant: Grant, at: ServerAddress, shown: Shown) -> Code:
    """A code with which one PC can join; those that nobody took go first.

    Raises:
        psycopg.Error: the server refused.
    """
    secret = secrets.token_bytes(SECRET_BYTES)
    role, password = _made_of(secret)
    version = connection.info.server_version // 10000
    accounts.apply(connection, _left_over(connection))
    ends: Any = connection.execute("SELECT (now() + %s)::text", [LIFE]).fetchone()
    inviting = _inviting(role, password, grant, version, ends[0])
    accounts.apply(connection, [*inviting, *_seen_to(role, connection)])
    made_at = datetime.now(UTC).replace(tzinfo=None, second=0, microsecond=0)
    known = fingerprint(shown.certificate) if shown.certificate else bytes(FINGERPRINT_BYTES)
    return Code((at.host,), at.port, known, Secret(secret), made_at, at.database)


def join(code: Code, name: str, password: str, authority: str = "") -> SignIn:
    """Redeem a code of a server that is there; ``authority`` has to vouch for it, where one is given.

    Raises:
        UserError: name or password cannot be used, or the server is not reached.
        JoinRefused: it is another server than the one of the code, or the code does not hold any longer.
    """
    import psycopg

    name = check_name(name)
    check_password(password)
    host = code.addresses[0]
    role, first_password = _made_of(code.secret.reveal())
    at = ServerAddress(host, code.port, code.database, role)
    shown = look_at(host, code.port, authority)
    known = fingerprint(shown.certificate) if shown.certificate else bytes(FINGERPRINT_BYTES)
    # A certificate that the system vouches for is renewed now and then.
    if shown.way is not Way.SYSTEM and not hmac.compare_digest(known, code.fingerprint):
        raise JoinRefused(
            Text(
                "The server that answers is not the one of the code; nothing was told to it. Compare the code, and ask "
                "who looks after your network."
            )
        )
    with trusting(shown) as trusted:
        words = encryption(shown.way, host, trusted)
        try:
            with psycopg.connect(
                **words, port=at.port, user=role, dbname=at.database, password=first_password, autocommit=True
            ) as connection:
                taken = connection.execute(
                    SQL("SELECT {}.take_up(%s, %s, %s)").format(Identifier(SCHEMA)),
                    [name, accounts.key_of(name), verifier_of(password)],
                ).fetchone()
        except psycopg.Error as error:
            raise _refused(error) from error
    assert taken is not None
    return sign_in_at(ServerAddress(host, at.port, at.database, str(taken[0])), shown, name)


def _refused(error: psycopg.Error) -> UserError:
    why = {
        _NOT_INVITED: Refused.OLD, _NOT_USABLE: Refused.PASSWORD, _TAKEN: Refused.NAME,
    }.get(error.sqlstate or "", Refused.FAILED)  # fmt: skip
    if why is Refused.FAILED and "password authentication failed" in str(error):
        return JoinRefused(
            Text(
                "The server does not take this code: it was used already, or is older than 15 minutes. Let the owner "
                "show a new one."
            ),
            Refused.USED,
        )
    return JoinRefused(REFUSALS[why], why)


def _made_of(secret: bytes) -> tuple[str, str]:
    """The role and the first password that a secret stands for."""
    made = hashlib.scrypt(secret, salt=b"shopdesk code", n=2**14, r=8, p=1, dklen=32)
    return f"shopdesk_{made[:8].hex()}", made[8:].hex()


def _inviting(role: str, password: str, grant: Grant, version: int, ends: str) -> Iterator[Composed]:
    schema, name = Identifier(SCHEMA), Identifier(role)
    if grant.role:
        # It enters the schema as one of the staff who has no account, and so sees nothing.
        yield accounts.making_role(role, verifier_of(password))
        yield SQL("GRANT {} TO {}").format(Identifier(role_of(Group.STAFF)), name)
    else:
        yield from accounts.opening(Account(role, "", grant), verifier_of(password), version=version)
        yield SQL("UPDATE {}.accounts SET person_key = role, closed_at = now() WHERE role = {}").format(
            schema, Literal(role)
        )
    yield SQL("ALTER ROLE {} VALID UNTIL {}").format(name, Literal(ends))
    yield SQL("INSERT INTO {}.invitations (role, account, ends) VALUES ({}, {}, {})").format(
        schema, Literal(role), Literal(grant.role or None), Literal(ends)
    )


def _seen_to(role: str, connection: Connection) -> list[Composed]:
    """A keeper that is no superuser ends sessions of those roles only that it has itself."""
    found: Any = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if found[0]:
        return []
    return [SQL("GRANT {} TO CURRENT_USER").format(Identifier(role))]


def _left_over(connection: Connection) -> list[Composed]:
    """What takes codes away whose time is over, with all that was made for them."""
    schema = Identifier(SCHEMA)
    over = SQL("SELECT role::text FROM {}.invitations WHERE ends < now()").format(schema)
    taken = SQL("SELECT r.rolname::text FROM pg_roles r WHERE r.rolname ~ '^shopdesk_[0-9a-f]{{16}}$' "
                "AND NOT r.rolcanlogin AND pg_has_role(r.oid, 'USAGE') "
                "AND NOT EXISTS (SELECT 1 FROM {}.accounts a WHERE a.role = r.rolname)").format(schema)  # fmt: skip
    gone = [role for query in (over, taken) for (role,) in connection.execute(query).fetchall()]
    return [
        statement
        for role in gone
        for statement in (
            SQL("DELETE FROM {}.accounts WHERE role = {} AND person = ''").format(schema, Literal(role)),
            SQL("DELETE FROM {}.invitations WHERE role = {}").format(schema, Literal(role)),
            SQL("DROP ROLE IF EXISTS {}").format(Identifier(role)),
        )
    ]
