"""The classes of Qt that our modules name, made on the window's thread before other threads import these modules.

Qt for Python makes a class when it is first asked for by name. Made on another thread while the window works, that has
ended the whole program.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

NAMES = {
    "PySide6.QtCore": (
        "QAbstractItemModel QAbstractListModel QAbstractTableModel QBuffer QByteArray QDate QEvent QEventLoop "
        "QIODevice QItemSelection QItemSelectionModel QLibraryInfo QLineF QLocale QLockFile QMarginsF QMimeData "
        "QModelIndex QObject QPersistentModelIndex QPoint QPointF QRect QRectF QSignalBlocker QSize "
        "QStringListModel QTimer QTranslator QUrl Qt Signal Slot qVersion"
    ),
    "PySide6.QtGui": (
        "QAbstractTextDocumentLayout QAccessible QAccessibleAnnouncementEvent QAccessibleEvent QAccessibleInterface "
        "QAction QActionGroup QBrush QCloseEvent QColor QContextMenuEvent QCursor QDesktopServices QDragEnterEvent "
        "QDragMoveEvent QDropEvent QFocusEvent QFont QFontDatabase QFontMetrics QFontMetricsF QGuiApplication "
        "QHelpEvent QHideEvent QHoverEvent QIcon QImage QImageReader QIntValidator QKeyEvent QKeySequence QMouseEvent "
        "QPageLayout QPageSize QPaintEvent QPainter QPainterPath QPalette QPdfWriter QPen QPixmap QPixmapCache "
        "QPolygonF QRegion QResizeEvent QShortcut QShowEvent QStandardItem QStandardItemModel QTextBlock "
        "QTextCharFormat QTextCursor QTextDocument QTextLayout QTextOption QTextTable QWheelEvent QWindow"
    ),
    "PySide6.QtPrintSupport": ("QPrintDialog QPrintPreviewWidget QPrinter"),
    "PySide6.QtWidgets": (
        "QAbstractButton QAbstractItemDelegate QAbstractItemView QAbstractScrollArea QAbstractSpinBox "
        "QAccessibleWidget QApplication QBoxLayout QButtonGroup QCalendarWidget QCheckBox QComboBox QCompleter "
        "QDialog QDialogButtonBox QFileDialog QFormLayout QFrame QGraphicsPixmapItem QGraphicsScene QGraphicsView "
        "QGridLayout QHBoxLayout QHeaderView QLabel QLayout QLayoutItem QLineEdit QListView QListWidget "
        "QListWidgetItem QMainWindow QMenu QMessageBox QPlainTextEdit QProgressBar QPushButton QRadioButton "
        "QScrollArea QSizePolicy QSlider QSpacerItem QSpinBox QSplitter QStackedWidget QStyle "
        "QStyleOptionHeader QStyleOptionTab QStyleOptionViewItem QStylePainter QStyledItemDelegate QSystemTrayIcon "
        "QTabBar QTabWidget QTableView "
        "QTextBrowser QTextEdit QToolButton QToolTip QTreeView QTreeWidget QTreeWidgetItem QVBoxLayout QWidget "
        "QWidgetItem"
    ),
}
"""By module of Qt; a test tells what is missing or no longer needed."""


def make_classes() -> Iterator[None]:
    """Make them all, with a pause after each module of Qt."""
    for module, names in NAMES.items():
        found = importlib.import_module(module)
        for name in names.split():
            getattr(found, name)
        yield
