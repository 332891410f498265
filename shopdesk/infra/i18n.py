"""Languages: English is the source, catalogues of JSON files hold the others.

One mechanism serves the window, the command line, the printed sheets and the workbooks, so it must not need Qt. A
catalogue is the union of ``resources/translations/<language>/*.json``, one file for each area of the program; a key is
the English text, or ``context|English text`` where one English word has two meanings.
"""

from __future__ import annotations

import json
import locale
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from shopdesk.domain.hidden_signs import visible
from shopdesk.domain.text import Either, Names, Text
from shopdesk.infra import paths
from shopdesk.infra.english import in_the_singular

LANGUAGES: dict[str, str] = {"zh_CN": "简体中文", "en": "English"}
SOURCE = "en"

_language = SOURCE
_catalogue: dict[str, str] = {}


def system_language() -> str:
    """The language of the machine where we have it; Chinese otherwise, for most users read it."""
    code = (locale.getlocale()[0] or "").lower()
    return "en" if code.startswith(("en", "english")) else "zh_CN"


@cache
def load_catalogue(language: str) -> dict[str, str]:
    """The catalogue of a language; empty for the source language. It is read once: papers in both ask for it often."""
    if language == SOURCE:
        return {}
    merged: dict[str, str] = {}
    for file in sorted(paths.resource(f"translations/{language}").glob("*.json")):
        merged.update(json.loads(file.read_text(encoding="utf-8")))
    return merged


def set_language(language: str) -> None:
    """Speak ``language`` from now on; an unknown code falls back to the source language."""
    global _language, _catalogue
    _language = language if language in LANGUAGES else SOURCE
    _catalogue = load_catalogue(_language)


def current_language() -> str:
    """The code of the language in use: ``zh_CN`` or ``en``."""
    return _language


def tr(message: str | Text, /, *, context: str = "", **params: Any) -> str:
    """The sentence in the language in use, its placeholders filled.

    ``message`` is an English literal or a :class:`Text`. Values that are themselves a ``Text`` are translated too; in
    others, signs that turn the reading direction are written out.
    """
    return _said(_language, _catalogue, message, context, params)


def speaker(language: str) -> Callable[[Text], str]:
    """Renders sentences in a language, whichever is in use: for papers in both, or for who reads another."""
    catalogue = _catalogue if language == _language else load_catalogue(language)
    return lambda text: _said(language, catalogue, text, "", {})


def said_in(language: str, messages: Iterable[Text]) -> list[str]:
    """The sentences in a language, whichever is in use."""
    return list(map(speaker(language), messages))


def _said(language: str, catalogue: dict[str, str], message: str | Text, context: str, params: dict[str, Any]) -> str:
    if isinstance(message, Text):
        context, params, message = message.context, {**message.params, **params}, message.template
    found = catalogue.get(f"{context}|{message}" if context else message, message)
    if language == SOURCE:
        found = in_the_singular(found, params)
    if not params:
        return found.format() if "{" in found else found

    def said(value: Any) -> Any:
        if isinstance(value, Either):
            return (value.zh or value.en) if language.startswith("zh") else str(value)
        if isinstance(value, Names):
            return _between(language).join(str(said(one)) for one in value)
        if isinstance(value, Text):
            return _said(language, catalogue, value, "", {})
        # What somebody typed must not turn the sentence around that quotes it.
        return visible(value) if isinstance(value, str) else value

    return found.format(**{name: said(value) for name, value in params.items()})


def sentences(said: Iterable[str]) -> str:
    """Sentences one behind the other, empty ones left out: Chinese has no space between them."""
    return ("" if current_language().startswith("zh") else " ").join(filter(None, said))


def in_a_row(names: Iterable[str]) -> str:
    """Names one after the other, as the language in use writes them."""
    return _between(current_language()).join(names)


def _between(language: str) -> str:
    return "、" if language.startswith("zh") else ", "


def listed(things: Iterable[str]) -> str:
    """Several things in a sentence, separated by the semicolon of the language."""
    return ("；" if current_language().startswith("zh") else "; ").join(things)


def pick(zh: str, en: str) -> str:
    """The one of two shipped texts that fits the language in use; the other where it is empty."""
    return (zh or en) if _language == "zh_CN" else (en or zh)
