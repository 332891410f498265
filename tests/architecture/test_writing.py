"""Whatever is written is written by ``infra/atomic.py``: whole or not at all, refused in a sentence."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.sources import modules, nodes, relative

# Who writes past it, and why nothing of a user's can be harmed by it.
PAST = {
    "shopdesk/cli/self_test.py": "what it checks lies in a scratch folder",
    "shopdesk/gui/pictures.py": "pictures of the window for a machine without a screen, in a folder of their own",
    "shopdesk/importing/packed.py": "what is unpacked to be read lies in a temporary folder and goes with it",
    "shopdesk/importing/reader_process.py": "a pipe to the program, no file",
    "shopdesk/infra/fault_trace.py": "the system writes into it when the program dies; without it everything works",
    "shopdesk/infra/paths.py": "a probe whether a folder can be written, removed at once",
    "shopdesk/infra/settings.py": "what cannot be read is moved aside, and said",
    "shopdesk/services/file_places.py": "what is erased is moved aside and back, within the data folder",
    "shopdesk/services/one_file/members.py": "a member of an archive, which the one place puts in place",
    "shopdesk/services/one_file/service.py": "members of an archive, which the one place puts in place",
    "shopdesk/services/moving.py": "the data file is moved aside once its records are on a server",
    "shopdesk/services/sharing/holding.py": "the folder of a server that was left is moved aside",
    "shopdesk/sharing/server.py": "the folder of a server that is being made, and its locked words for the first start",
    "shopdesk/sharing/server_line.py": "a certificate in a temporary folder for the libraries that want a file",
    "shopdesk/storage/postgres/backup.py": "what is restored is put together in a temporary folder",
}  # fmt: skip
_METHODS = {"write_bytes", "write_text", "setOutputFileName"}
_MOVES = {"copyfile", "copy", "copy2", "copytree", "move", "replace", "rename"}


def _text(node: ast.AST | None) -> str:
    return ast.unparse(node) if node is not None else ""


def _opens_to_write(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else _text(call.func)
    if name not in ("open", "fdopen"):
        return False
    said = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    modes = [one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(set(mode) & set("wxa+") and set(mode) <= set("rwxabt+") for mode in modes)


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return _opens_to_write(call)
    on, name = _text(call.func.value), call.func.attr
    if name in _METHODS:
        return on != "atomic"
    if name in ("replace", "rename") and len(call.args) == 1 and not call.keywords:
        return True  # a path's: those of texts, days and nouns are given more
    if name == "save":
        return any(_text(one).startswith("str(") for one in call.args)
    return (on in ("os", "shutil") and name in _MOVES) or _opens_to_write(call)


def _temporaries(path: Path) -> set[str]:
    """The names of what ``replacing`` gives."""
    found = set()
    for within in nodes(path, ast.With):
        for one in within.items:
            if "replacing(" in _text(one.context_expr) and one.optional_vars is not None:
                found.add(_text(one.optional_vars))
    return found


def test_nothing_is_written_past_the_one_place_that_writes_whole_files() -> None:
    found, past = [], set()
    for path in modules("shopdesk"):
        given = _temporaries(path)
        for call in nodes(path, ast.Call):
            names = {one.id for one in ast.walk(call) if isinstance(one, ast.Name)}
            if not _writes(call) or names & given:
                continue
            past.add(relative(path))
            if relative(path) not in PAST:
                found.append(f"{relative(path)}:{call.lineno}: {_text(call)[:90]}")
    assert not found, "\n".join(found)
    assert past == PAST.keys(), "who writes past it no more leaves the list"
