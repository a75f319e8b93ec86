r"""The words and shapes of a comment thread that was rendered to plain text.

A renderer such as Resiliparse turns a blog page with its thread into::

    thread  := [COUNT] WORD [":"]                 "2 comments:", "Kommentare:", "1 Wortmeldungen:"
    item    := INDENT NUMBER ". " text FOOTER     numbers restart on each level
    FOOTER  := "ReplyDelete" | "Delete" | …       the buttons, glued, in the blog's language
    replies := HEADER item+                       "Replies", deeper by two columns

Nothing of it is fixed: the header has a word of the blog's own, the buttons come in any language.
So both are known by place and recurrence, and a list of words only helps where a thread is too
short to recur.

"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from probenlp.harvest.lines import Line

_NUMBER = re.compile(r"(\d{1,5})\.(?:\s+|$)")
_COUNT = re.compile(r"\d{1,3}(?:[.,  ]\d{3})+|\d{1,6}")
_HEADER = re.compile(
    r"(?:(?P<count>\d{1,3}(?:[.,  ]\d{3})+|\d{1,6})\s)?"
    r"(?P<word>[^\W\d_]+(?:[\s-][^\W\d_]+){0,3})"
    r"(?:\s?\((?P<after>\d{1,6})\))?\s?(?P<colon>:)?"
)
_HEADER_LENGTH = 60
_COMMENT_WORDS = frozenset(
    "comment comments kommentar kommentare comentario comentarios comentário comentários"
    " commentaire commentaires commento commenti reactie reacties opmerking opmerkingen kommentarer"
    " komentarz komentarze komentarzy kommentit komentáře komentářů hozzászólás megjegyzés yorum"
    " yorumlar комментарий комментарии комментариев коментарі σχόλια コメント 댓글 评论 評論"
    " responses reactions replies antworten thoughts meinungen reaktionen feedback".split()
)
_BUTTONS = (
    "reply replies delete antworten antwort löschen entfernen responder respuestas respuesta"
    " respostas eliminar borrar excluir apagar répondre réponses réponse supprimer rispondi"
    " risposte elimina beantwoorden reacties reageren verwijderen svara svar svare radera ta bort"
    " slett slet odpowiedz odpowiedzi usuń ответить ответы удалить"
    " відповісти відповіді видалити"
    " vastaa vastaukset poista odpovědět odpovědi odstranit smazat válasz válaszok törlés"
    " yanıtla yanıtlar sil απάντηση απαντήσεις διαγραφή 返信 削除 回复"
    " 回覆 删除 刪除 답글 삭제 답장"
    " balas hapus trả lời xóa răspundeți răspunsuri ștergeți ตอบ ลบ"
)
_MULTI_WORD = ("ta bort", "trả lời")
_BUTTON_WORDS = sorted(
    {*_BUTTONS.split(), *_MULTI_WORD} - {"ta", "bort", "trả", "lời"}, key=len, reverse=True
)
_KNOWN = re.compile(rf"(?:(?:{'|'.join(map(re.escape, _BUTTON_WORDS))})[\s|•·]*)+", re.IGNORECASE)
# A button's label is a word or two, never a sentence, a name with a point or a figure.
_LABEL = re.compile(r"[^\W\d_]+(?:[ |•·-][^\W\d_]+){0,3}")
_LABEL_LENGTH = 40
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω])")
_SHARE = 0.8  # of the numbers in a thread, that recurring labels stand before


class Number(NamedTuple):
    """A list number at the start of a line; the line is what follows it."""

    value: int
    line: Line
    start: int
    end: int
    indent: int


def read_number(line: Line) -> Number | None:
    """Read the number that may start an item.

    Examples
    --------
    >>> from probenlp.harvest.lines import split_lines
    >>> number = read_number(split_lines("  12. Quite so.")[0])
    >>> number.value, number.line.text, number.indent
    (12, 'Quite so.', 2)
    """
    found = _NUMBER.match(line.text[:12])
    if not found:
        return None
    rest = line.text[found.end() :].lstrip()
    first = Line(line.end - len(rest), line.end, line.indent + found.end(), rest)
    dot = line.start + len(found[1]) + 1
    return Number(int(found[1]), first, line.start, dot, line.indent)


def _is_first(line: Line) -> bool:
    return line.text.startswith("1.")


class ThreadHeader(NamedTuple):
    """The line above a thread.

    Attributes
    ----------
    at : int
        Index of the line.
    first : int
        Index of its first line: one less where the count stands on a line of its own.
    claims : int or None
        How many comments it counts.
    known : bool
        Whether its word is one for comments; blogs have words of their own.
    """

    at: int
    first: int
    claims: int | None
    known: bool
    colon: bool


def find_headers(
    lines: Sequence[Line], begins: Callable[[Line], bool] = _is_first
) -> list[ThreadHeader]:
    """Find the lines that may stand above a thread.

    Parameters
    ----------
    lines : sequence of Line
        Of the whole dump.
    begins : callable
        Tells of the next line with text whether a thread may begin with it: by default an item 1.

    Returns
    -------
    list of ThreadHeader
        In order of the dump.
    """
    headers: list[ThreadHeader] = []
    above: int | None = None
    before: int | None = None
    for index, line in enumerate(lines):
        if line.blank:
            continue
        if above is not None and begins(line):
            header = _header(lines, above, before)
            if header:
                headers.append(header)
        before, above = above, index
    return headers


def _header(lines: Sequence[Line], index: int, before: int | None) -> ThreadHeader | None:
    text = lines[index].text
    found = _HEADER.fullmatch(text) if len(text) <= _HEADER_LENGTH else None
    if not found or is_known_button(text):  # "Replies" stands above the replies
        return None
    count = found["count"] or found["after"]
    first = index
    if not count and before is not None and _COUNT.fullmatch(lines[before].text):
        count, first = lines[before].text, before
    known = any(word.casefold() in _COMMENT_WORDS for word in re.split(r"[\s-]", found["word"]))
    if not (known or found["colon"] or count):
        return None
    number = int(re.sub(r"\D", "", count)) if count else None
    return ThreadHeader(index, first, number, known, bool(found["colon"]))


@dataclass(frozen=True, slots=True)
class Furniture:
    """The buttons of one thread.

    Attributes
    ----------
    labels : frozenset of str
        Learnt from recurrence, besides the words known beforehand.
    """

    labels: frozenset[str] = frozenset()

    def has(self, text: str) -> bool:
        """Tell whether a line is nothing but buttons."""
        return text in self.labels or is_known_button(text)


def is_known_button(text: str) -> bool:
    """Tell whether a line is one or more buttons of a comment system, glued or not.

    Examples
    --------
    >>> is_known_button("AntwortenLöschen"), is_known_button("Reply | Delete")
    (True, True)
    >>> is_known_button("Delete all of it")
    False
    """
    return len(text) <= _LABEL_LENGTH and _KNOWN.fullmatch(text) is not None


def learn_furniture(lines: Sequence[Line]) -> Furniture:
    """Learn a thread's buttons: the short lines that again and again stand before a number.

    Parameters
    ----------
    lines : sequence of Line
        From the first item on.

    Returns
    -------
    Furniture
        Labels that stand twice or more before a number and are glued ("OdpowiedzUsuń", whose parts
        count too), or that together account for four fifths of the numbers. Less than that may be
        a writer who always signs with the same word.
    """
    before: Counter[str] = Counter()
    numbers = 0
    above = ""
    for line in lines:
        if line.blank:
            continue
        if read_number(line):
            numbers += 1
            if len(above) <= _LABEL_LENGTH and _LABEL.fullmatch(above):
                before[above] += 1
        above = line.text
    recurring = {label: count for label, count in before.items() if count > 1}
    labels = {label for label in recurring if _GLUED.search(label) and " " not in label}
    labels |= {part for label in labels for part in _GLUED.split(label)}
    if numbers > 3 and sum(recurring.values()) >= _SHARE * (numbers - 1):
        labels |= set(recurring)
    return Furniture(frozenset(labels))
