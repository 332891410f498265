"""Colours and sizes: one accent, a light and a dark set, an 8-pixel grid."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication

from shopdesk.gui.style_sheet import style_sheet
from shopdesk.infra.settings import RISE_IS_RED, THEME, Settings

FONTS = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
BAND_ALPHA = 30
"""How much of the accent lies over the days of a campaign on a chart, of 255; lines are drawn across it."""

_SERIES_LIGHT = ("#2f6fde", "#b85f10", "#18845a", "#9a4fd3", "#c8385a", "#11859b", "#8a7a12", "#5d6b82")
_SERIES_DARK = ("#6ea3ff", "#f0a04f", "#4fc795", "#c08cf0", "#f07a94", "#4cc0d4", "#cdbb4a", "#9aa7bd")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one set, as ``#rrggbb``.

    ``line`` only parts what is beside each other; ``edge`` is for what has to be seen to be used: the border of a
    field, an axis, the handle of a scroll bar.
    """

    window: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    accent_text: str
    accent_soft: str
    good: str
    bad: str
    warning: str
    good_soft: str
    bad_soft: str
    warning_soft: str


LIGHT = Tokens(
    window="#f4f6f9",
    surface="#ffffff",
    raised="#eef1f6",
    text="#1b2430",
    muted="#586474",
    line="#d8dee8",
    edge="#788393",
    accent="#2159c7",
    accent_text="#ffffff",
    accent_soft="#e3ecfc",
    good="#18794e",
    bad="#c02a2a",
    warning="#8f5a00",
    good_soft="#e2f4ea",
    bad_soft="#fce8e8",
    warning_soft="#fdf1da",
)
DARK = Tokens(
    window="#14181f",
    surface="#1c222b",
    raised="#262e39",
    text="#e8ecf2",
    muted="#9fabbb",
    line="#343e4c",
    edge="#78859a",
    accent="#7aa8ff",
    accent_text="#0d1520",
    accent_soft="#223453",
    good="#5cc98f",
    bad="#ff8585",
    warning="#e8b04f",
    good_soft="#1c3529",
    bad_soft="#40232a",
    warning_soft="#3a301c",
)


class _Token:
    """A colour of the set, a new one for each who asks: whoever makes it paler would else do so for everybody."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, theme: Theme, owner: type) -> QColor:
        return QColor(theme.colors[self._name])


class Theme:
    """The set in force; tokens are read as :class:`QColor` attributes, for example ``theme.accent``."""

    window = _Token()
    surface = _Token()
    raised = _Token()
    text = _Token()
    muted = _Token()
    line = _Token()
    edge = _Token()
    accent = _Token()
    accent_text = _Token()
    accent_soft = _Token()
    good = _Token()
    bad = _Token()
    warning = _Token()
    good_soft = _Token()
    bad_soft = _Token()
    warning_soft = _Token()

    def __init__(self, *, dark: bool, rise_is_red: bool = True) -> None:
        """The dark or the light set; ``rise_is_red`` follows the habit of Chinese tables."""
        self.dark = dark
        self.rise_is_red = rise_is_red
        self.tokens = DARK if dark else LIGHT
        self.colors = {field.name: QColor(getattr(self.tokens, field.name)) for field in fields(Tokens)}
        self._series = [QColor(name) for name in (_SERIES_DARK if dark else _SERIES_LIGHT)]

    @property
    def series(self) -> tuple[QColor, ...]:
        """The colours of lines and bars beside each other, in their order."""
        return tuple(map(QColor, self._series))

    @property
    def rise(self) -> QColor:
        """The colour of a figure that rose; an arrow always goes with it."""
        return self.bad if self.rise_is_red else self.good

    @property
    def fall(self) -> QColor:
        """The colour of a figure that fell."""
        return self.good if self.rise_is_red else self.bad

    def palette(self) -> QPalette:
        """The set as Qt's palette."""
        palette = QPalette()
        role = QPalette.ColorRole
        for target, color in (
            (role.Window, self.window),
            (role.WindowText, self.text),
            (role.Base, self.surface),
            (role.AlternateBase, self.raised),
            (role.Text, self.text),
            (role.Button, self.surface),
            (role.ButtonText, self.text),
            (role.BrightText, self.bad),
            (role.Highlight, self.accent),
            (role.HighlightedText, self.accent_text),
            (role.ToolTipBase, self.raised),
            (role.ToolTipText, self.text),
            (role.PlaceholderText, self.muted),
            (role.Link, self.accent),
            (role.Mid, self.line),
        ):
            palette.setColor(target, color)
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.muted)
        return palette

    def apply(self, application: QApplication) -> None:
        """Dress the whole program in this set."""
        if not application.styleSheet():  # the first time; each style stays as long as the program
            application.setStyle("Fusion")
        application.setPalette(self.palette())
        application.setStyleSheet(style_sheet(self.tokens))
        # The pictures of icons that were drawn before belong to widgets that are made anew now.
        QPixmapCache.clear()


def system_is_dark() -> bool:
    """Whether the desktop asks for dark windows."""
    hints = QGuiApplication.styleHints()
    return hints is not None and hints.colorScheme() is Qt.ColorScheme.Dark


def theme_for(choice: str, *, rise_is_red: bool) -> Theme:
    """The theme for the setting ``system``, ``light`` or ``dark``."""
    dark = system_is_dark() if choice == "system" else choice == "dark"
    return Theme(dark=dark, rise_is_red=rise_is_red)


def theme_of(settings: Settings) -> Theme:
    """The theme that was chosen."""
    return theme_for(settings.get(THEME), rise_is_red=settings.get(RISE_IS_RED))


def chinese_font() -> str | None:
    """The first installed font that sets Chinese well; ``None`` where none is installed."""
    installed = set(QFontDatabase.families())
    for family in FONTS:
        if family in installed:
            return family
    others = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return others[0] if others else None


def base_font() -> QFont:
    """The program's font, ten points, with figures of equal width."""
    font = QFont(chinese_font() or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family())
    font.setPointSize(10)
    tabular = getattr(QFont, "Tag", None)
    if tabular is not None:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
