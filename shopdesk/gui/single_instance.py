"""One window for each data folder: a second start brings the first window to the front.

A local socket is used rather than a lock file, because it vanishes with the process and can carry the request.
QtNetwork comes with Qt anyway and does this alike on the three systems.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, Signal

_WAIT_MS = 500
_RAISE = b"raise"


class SingleInstance(QObject):
    """Claims a data folder. ``raised`` is emitted when another start asks for this window."""

    raised = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        """Prepare the claim on ``data_dir``."""
        super().__init__(parent)
        # Only a short name for the socket; a cryptographic hash would load a library before the first paint.
        self._name = f"shopdesk-{zlib.crc32(str(data_dir.resolve()).encode('utf-8')):08x}"
        self._lock = QLockFile(str(data_dir / "shopdesk.lock"))
        # A lock whose process is gone is taken over at once; one of a living process never grows stale.
        self._lock.setStaleLockTime(0)
        self._server: Any = None

    def claim(self) -> bool:
        """Whether the folder is ours; otherwise the window that has it was asked to come forward."""
        if self._lock.tryLock(0):
            return True
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write(_RAISE)
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()
        return False

    def listen(self) -> None:
        """Hear later starts from now on; called once the window stands, for the network library takes its time."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)
        # What may lie there is left over from a process that was killed.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def release(self) -> None:
        """Give the folder up."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_connected(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()
