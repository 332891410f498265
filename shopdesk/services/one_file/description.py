"""What a file of the whole business says of itself, checked before a row of it is read: it may come from anywhere."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.services.attachments import LIMIT
from shopdesk.storage import migrate, package

NAME = "datapackage.json"
ATTACHMENTS = "attachments/"
_MOST = 16 * 1024 * 1024
_ENCRYPTED = 0x1
_KEPT = re.compile(r"attachments/([0-9A-Za-z_-]+/)?[0-9A-Za-z_-]+(\.[0-9A-Za-z]+)*")


def may_be_kept(path: str) -> bool:
    """Whether a member may be a photo or scan: a plain name below the folder of the attachments."""
    return _KEPT.fullmatch(path) is not None


def resources(archive: zipfile.ZipFile, file: str) -> dict[str, dict[str, Any]]:
    """The description of each member by its path.

    Raises:
        UserError: a member is missing, there twice, not described, unknown, or of another size than described; the
            description cannot be read or is of another schema.
    """
    names = [info.filename for info in archive.infolist()]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise UserError(Text("{file} holds {name} twice. Export it again.", file=file, name=_short(twice[0])))
    sizes = {info.filename: info.file_size for info in archive.infolist()}
    if sizes.get(NAME, _MOST + 1) > _MOST or any(info.flag_bits & _ENCRYPTED for info in archive.infolist()):
        raise UserError(Text("{file} is no file that ShopDesk exported, or is damaged. Choose another one.", file=file))
    found = _described(archive.read(NAME), file)
    _check_names(names, found, file)
    _check_sizes(sizes, found, file)
    return found


def _described(content: bytes, file: str) -> dict[str, dict[str, Any]]:
    try:
        description = json.loads(content)
        revision = str(description["schema"])
        found = {
            str(one["path"]): {
                "path": str(one["path"]),
                "bytes": _number(one["bytes"]),
                "hash": str(one["hash"]),
                "lastNumber": _number(one.get("lastNumber", 0)),
            }
            for one in description["resources"]
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(Text("The description in {file} cannot be read. Export it again.", file=file)) from error
    known = migrate.known_revisions()[-1]
    if revision != known:
        raise UserError(
            Text(
                "{file} was exported by a version with another schema ({found}; this one has {known}). Read it with "
                "that version, or update both and export it again.",
                file=file,
                found=_short(revision),
                known=known,
            )
        )
    return found


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise ValueError(value)
    return value


def _check_names(names: Iterable[str], found: dict[str, dict[str, Any]], file: str) -> None:
    wanted = {f"data/{table.name}.csv" for table in package.tables()}
    missing = (wanted | set(found)) - set(names) or wanted - set(found)
    if missing:
        raise UserError(Text("{name} is missing in {file}. Export it again.", name=_short(min(missing)), file=file))
    for name in names:
        if name not in wanted and name != NAME and not (name in found and may_be_kept(name)):
            raise UserError(
                Text("{file} holds {name}, which does not belong there. Export it again.", file=file, name=_short(name))
            )


def _check_sizes(sizes: dict[str, int], found: dict[str, dict[str, Any]], file: str) -> None:
    for name, resource in found.items():
        if sizes[name] != resource["bytes"] or (name.startswith(ATTACHMENTS) and sizes[name] > LIMIT):
            raise UserError(
                Text("{name} in {file} is not as large as it should be. Export it again.", name=_short(name), file=file)
            )


def _short(name: str) -> str:
    return name[:80]
