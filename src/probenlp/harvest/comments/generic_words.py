"""What sites call the parts of a thread, in class names, ids and buttons of many languages.

These words only weigh: no structure is taken for a thread by its names alone, and one without any
of them needs other signs.
"""

import re
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from probenlp.harvest.comments.generic_map import Look
from probenlp.harvest.comments.markup import classes, tag_of

_SPLIT = re.compile(r"[^a-zäöüéèñç]+|(?<=[a-z])(?=[A-Z])")


def name_words(element: HtmlElement) -> frozenset[str]:
    """Split the class names and the id of an element into words.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> sorted(name_words(fromstring('<div class="userComment c-7" id="cmt_12"></div>')))
    ['c', 'cmt', 'comment', 'user']
    """
    joined = f"{element.get('class') or ''} {element.get('id') or ''}"
    return split_name(joined)


def split_name(name: str) -> frozenset[str]:
    """Split one name into its words, in lower case."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return frozenset(word for word in _SPLIT.split(parted) if word)


_COMMENT: Final = re.compile(
    r"(?:comment|kommentar|comentari|commentaire|commento|commenti|reactie|reageer|komentar|"
    r"komentarz|kommentti|coment[aá]|reply|replies|respon[sd]|respuesta|r[eé]ponse|antwort|"
    r"discussion|diskussion|thread|message|guestbook|gaestebuch|feedback|cmt|dsq|topic|forum|"
    r"conversation|opinion)"
)
_POST: Final = frozenset("post posts postbody msg beitrag entry".split())
_ASIDE: Final = frozenset(
    "recent recentcomments latest related popular trending recommended recommendations sidebar "
    "teaser teasers promo newsletter product products shop event events calendar search results "
    "archive archives listing breadcrumb similar morefrom readnext toplist ticker liveblog".split()
)
_AUTHOR: Final = re.compile(
    r"(?:author|autor|auteur|autore|user|username|fn|vcard|nick|nickname|poster|commenter|byline|"
    r"member|profile|name|nom|nombre|person|handle|creator|by|verfasser|identity)"
)
_NOT_AUTHOR: Final = frozenset(
    "title avatar photo image img rank badge flair role reply action actions count date time "
    "location rep karma points signature joined body content text subject extras".split()
)
_PROFILE: Final = re.compile(r"/(?:users?|profiles?|members?|authors?|people|u)/|[?&](?:u|uid)=\d")
_HEAD: Final = frozenset(
    "avatar meta head header footer author user userinfo actions action buttons links signature "
    "toolbar controls share vote votes profile badge permalink pagination".split()
)
_BUTTON: Final = frozenset(
    "reply replies action actions share like likes vote votes voting report flag permalink button "
    "btn buttons edit delete tools controls toolbar menu toggle collapse expand score".split()
)
_SAID: Final = frozenset(
    "reply|reply to this|respond|like|likes|dislike|share|report|report comment|flag|edit|delete|"
    "remove|permalink|permanent link|link|parent|embed|save|quote|upvote|downvote|more|hide|show|"
    "collapse|expand|up|down|top|print|log in to reply|log in or register to post comments|"
    "antworten|antwort|zitieren|melden|teilen|löschen|bearbeiten|gefällt mir|répondre|citer|"
    "signaler|partager|supprimer|j'aime|responder|citar|denunciar|reportar|compartir|eliminar|"
    "me gusta|rispondi|cita|segnala|condividi|elimina|mi piace|curtir|compartilhar|denunciar|"
    "beantwoorden|reageer|reageren|delen|verwijderen|svara|citera|anmäl|svar|siter|vastaa|"
    "odpowiedz|cytuj|zgłoś|odpovědět|citovat|ответить|цитировать|пожаловаться|відповісти|"
    "yanıtla|cevapla|返信|回复|引用|답글|reply ↓|↓ reply|reply ↩|says|said|on|"
    "replies|reply delete|comment|comments|share this|twitter|facebook".split("|")
)
_ANSWER: Final = re.compile(
    r"\b(?:reply|respond|repl(?:y|ies)to|antworten|répondre|responder|rispondi|beantwoorden|"
    r"reageer|svara|svar|odpowiedz|odpovědět|vastaa|yanıtla|cevapla)|ответить|відповісти|返信|"
    r"回复|답글|quote|zitieren|citer|citar",
    re.IGNORECASE,
)


def names_comment(words: frozenset[str]) -> bool:
    """Tell whether names speak of comments."""
    return any(_COMMENT.match(word) for word in words)


def names_post(words: frozenset[str]) -> bool:
    """Tell whether names speak of posts, which may be a forum's or a blog's."""
    return not _POST.isdisjoint(words)


def names_aside(words: frozenset[str]) -> bool:
    """Tell whether names speak of lists beside the matter: widgets, teasers, products, events."""
    return not _ASIDE.isdisjoint(words)


def names_author(element: HtmlElement) -> int:
    """Weigh how plainly markup says that an element is a name: 2 stated, 1 named or linked, 0."""
    if element.get("rel") == "author" or element.get("itemprop") in ("author", "creator", "name"):
        return 2
    words = name_words(element)
    if not words.isdisjoint(_NOT_AUTHOR):
        return 0
    named = any(_AUTHOR.fullmatch(word) for word in words) or bool(
        words & {"commentauthor", "authorname"}
    )
    linked = bool(_PROFILE.search(element.get("href") or ""))
    return int(named or linked or tag_of(element) == "cite")


def names_head(look: Look) -> bool:
    """Tell whether an element is named as the head, foot or a tool of a comment."""
    return not split_name(" ".join(look[1:2])).isdisjoint(_HEAD)


def names_button(element: HtmlElement) -> bool:
    """Tell whether an element is named as a button or a row of them."""
    return tag_of(element) == "button" or any(
        not _BUTTON.isdisjoint(split_name(name)) for name in classes(element)[:3]
    )


def is_button(words: str) -> bool:
    """Tell whether words are what buttons say.

    Examples
    --------
    >>> is_button("Reply"), is_button("3 Likes"), is_button("Replied in time.")
    (True, True, False)
    """
    bare = re.sub(r"[\d()\[\]·•|.,:#+-]+", " ", words).strip().casefold()
    return " ".join(bare.split()) in _SAID or not bare


def is_answer_link(element: HtmlElement) -> bool:
    """Tell whether a link or button is there to answer or quote a comment."""
    if tag_of(element) not in ("a", "button", "span"):
        return False
    shown = " ".join(islice(element.itertext("*"), 8)) if len(element) < 4 else ""
    if len(shown) <= 40 and _ANSWER.search(shown):
        return True
    return bool(name_words(element) & {"reply", "respond", "quote", "replyto"})
