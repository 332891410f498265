"""Reading questions and answers out of running text, as stores keep them in notes and chat windows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

MOST = 2_000
"""So many entries are read at a time."""

_ASKED = re.compile(r"^\s*(?:q|question|问|问题|提问)\s*\d*\s*[:：.、]\s*(.*)$", re.IGNORECASE)
_ANSWERED = re.compile(r"^\s*(?:a|answer|答|回答|答案|回复)\s*\d*\s*[:：.、]\s*(.*)$", re.IGNORECASE)
_TOPIC = re.compile(r"^\s*(?:#+\s*(.+?)|【(.+?)】|\[(.+?)\])\s*$")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its answer, and the heading that it stood under."""

    topic: str
    title: str
    text: str


def pairs_in(words: str) -> list[Pair]:
    """The questions and answers of a text.

    Either each question begins with 问： or Q: and its answer with 答： or A:, or they are blocks with an empty line
    between them whose first line is the question. A line like ``# 物流`` or 【物流】 is the topic of what follows.

    Raises:
        UserError: nothing was found, a question has no answer, or there are more than ``MOST``.
    """
    lines = [line.rstrip() for line in words.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    marked = any(_ASKED.match(line) for line in lines) and any(_ANSWERED.match(line) for line in lines)
    found = _marked(lines) if marked else _blocks(lines)
    if not found:
        raise UserError(
            Text(
                "No question with an answer was found in the text. Begin each question with “Q:” and its answer with "
                "“A:”, or leave an empty line between the entries."
            )
        )
    if len(found) > MOST:
        raise UserError(
            Text("The text holds {count} entries, {most} fit at a time. Split it.", count=len(found), most=MOST)
        )
    for pair in found:
        if not pair.text:
            raise UserError(
                Text("“{question}” has no answer in the text. Add it, then try again.", question=pair.title)
            )
    return found


def _marked(lines: list[str]) -> list[Pair]:
    found: list[Pair] = []
    topic, title, text = "", "", ""
    asked = answered = False
    for line in [*lines, "Q: "]:
        heading, question, answer = _TOPIC.match(line), _ASKED.match(line), _ANSWERED.match(line)
        if question is not None or (heading is not None and (not asked or answered)):
            if asked:
                found.append(Pair(topic, title.strip(), text.strip("\n")))
            title, text, answered, asked = "", "", False, question is not None
            if question is not None:
                title = question[1]
            elif heading is not None:
                topic = next(filter(None, heading.groups()), "").strip()
        elif answer is not None and asked:
            answered, text = True, f"{text}\n{answer[1]}" if text else answer[1]
        elif answered:
            text = f"{text}\n{line}"
        elif asked:
            title = f"{title} {line.strip()}"
    return found


def _blocks(lines: list[str]) -> list[Pair]:
    found: list[Pair] = []
    topic = ""
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
            continue
        while block and (heading := _TOPIC.match(block[0])) is not None:
            topic = next(filter(None, heading.groups()), "").strip()
            block.pop(0)
        if block:
            found.append(Pair(topic, block[0].strip(), "\n".join(block[1:]).strip("\n")))
        block = []
    return found
