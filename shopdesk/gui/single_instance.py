"""One window for each data folder: a second start brings the first window to the front.

A local socket is used rather than a lock file, because it vanishes with the process and can carry the request.
QtNetwork comes with Qt anyway and does this alike on the three systems.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500
_RAISE = b"raise"


class SingleInstance(QObject):
    """Claims a data folder. ``raised`` is emitted when another start asks for this window."""

    raised = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        """Prepare the claim on ``data_dir``."""
        super().__init__(parent)
        digest = hashlib.sha256(str(data_dir.resolve()).encode("utf-8")).hexdigest()[:24]
        self._name = f"shopdesk-{digest}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)

    def claim(self) -> bool:
        """Whether the folder is ours; otherwise the window that has it was asked to come forward."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write(_RAISE)
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()
            return False
        # Nobody answers: what may lie there is left over from a process that was killed.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Give the folder up."""
        self._server.close()

    def _on_connected(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()
