"""Photos and files that belong to answers and problems: copied into the data folder, so that the original may go."""

from __future__ import annotations

import shutil
from pathlib import Path

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext


def keep_attachment(ctx: ServiceContext, folder: str, file: Path) -> str:
    """Copy a file into the data folder's attachments; the answer is its place there.

    Raises:
        UserError: the file cannot be read or copied.
    """
    target_folder = ctx.paths.attachments / folder
    stamp = f"{ctx.clock.now():%d-%H%M%S}"
    try:
        target_folder.mkdir(parents=True, exist_ok=True)
        target = target_folder / f"{stamp}-{file.name}"
        number = 1
        while target.exists():
            number += 1
            target = target_folder / f"{stamp}-{number}-{file.name}"
        shutil.copyfile(file, target)
    except OSError as error:
        raise UserError(
            Text(
                "{file} could not be kept ({cause}). Choose another file.",
                file=file.name,
                cause=error.strerror or error,
            )
        ) from error
    return target.relative_to(ctx.paths.attachments).as_posix()
