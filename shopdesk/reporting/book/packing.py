"""Packing a workbook into a file's content, in memory: on a full disk a half-written package could not be closed.

The library sets each sheet aside in the system's folder for temporary files before it packs them, so that can be full,
too.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.text import Text
from shopdesk.infra.atomic import state_of_os_error


@contextlib.contextmanager
def setting_aside() -> Iterator[None]:
    """Put into words that sheets cannot be set aside.

    Raises:
        EnvironmentFault: the folder for temporary files cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            Text(
                "The workbook cannot be made: the system's folder for temporary files cannot be written ({cause}). "
                "Free some space on its disk and try again.",
                cause=error.strerror or str(error),
            ),
            state_of_os_error(error),
        ) from error


def packed(workbook: Workbook, *, smaller: bool = True) -> bytes:
    """The content of the file; not made ``smaller`` where it is packed once more.

    Raises:
        EnvironmentFault: the folder for temporary files cannot be written.
    """
    content = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if smaller else zipfile.ZIP_STORED
    with setting_aside():
        ExcelWriter(workbook, zipfile.ZipFile(content, "w", method, allowZip64=True)).save()
    return content.getvalue()
