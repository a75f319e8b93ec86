"""Whose words a text is, by the names and addresses that a domain knows.

Both the provenance and the voice stage ask this, so it stands beside the tables it reads: the
publishers first (they say their role themselves), then the units, by their kind.

"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from probenlp.domains import Domain
from probenlp.domains.building import built_once
from probenlp.records import Document, DocumentKind, SpeakerRole

FORMS: Final[tuple[tuple[SpeakerRole, str], ...]] = (
    (
        "academic",
        (
            r"University|(?:School|Faculty|Department) of (?:Law|Social|Criminology|Sociology"
            r"|Psychology|Economics|Nursing)|Institute(?! of Directors)|Think ?[Tt]ank"
            r"|Policy Centre"
            r"|Research (?:Unit|Centre|Group)|Centre for|Criminology"
        ),
    ),
    (
        "union",
        (
            r"(?:Trade|Workers[’']|Teachers[’']|Education|Students[’']?|Civic|Services) Union"
            r"|Union(?! Street| Road| Square| Flag)"
            r"|(?:Staff|Officers|Workers|Employees|Teachers|Nurses"
            r"|Governors|Leaders)[’']? Association|(?:Police )?Federation|Guild|Trades Council"
            r"|Branch"
            r"|College of (?:Nursing|Midwives)|(?:National )?Association of [A-Z]\w+"
        ),
    ),
    (
        "inspectorate",
        (
            r"Inspectorates?|Ombudsm[ae]n|Regulator|Audit(?:or)? (?:Office|General|Commission"
            r"|Wales"
            r"|Scotland)|Care (?:Quality|Standards) Commission|(?:Human Rights"
            r"|Charity|Information) Commission|(?:Select |Accounts |Affairs |Justice |Scrutiny"
            r"|Joint |Lords |Commons |Health |Education |Home Affairs )Committee|Committees"
            r"|Coroners?|Judiciary|(?:Public|Independent|Statutory) Inquiry|Inquests?"
            r"|Monitoring Boards?|Office for Standards|Standards Authority"
            r"|Inspector of|Office for [A-Z]\w+ (?:Conduct|Regulation|Standards)"
        ),
    ),
    (
        "government",
        (
            r"Ministry (?:of|for)|Department (?:of|for)|Home Office|Cabinet Office|Treasury"
            r"|Government|GOV(?:\.UK)?|Secretary of State"
            r"|Police (?:and|&) Crime Commissioners?|Mayor(?:’s|'s)? Office|Executive Agency"
            r"|(?:Legal Aid|Passport) Agency"
        ),
    ),
    (
        "inspected_body",
        (
            r"(?:County|City|Borough|District|Town|Metropolitan|Parish) Council|Council"
            r"|(?:Foundation|Hospitals?|Healthcare|Health|Academy|Academies|Care|Partnership"
            r"|Schools)"
            r"(?: [A-Z]+)? Trust|Health Board|Integrated Care (?:Board|System)"
            r"|Constabulary|(?:[A-Z]\w+ )Police|Fire and Rescue"
            r"|Ambulance Service|(?:[A-Z]\w+ )(?:Primary|Secondary|High|Grammar|Infant|Junior"
            r"|Community) School|Academy|Children[’']s Services|YOI|Social Services"
            r"|Housing Association|(?:Prison|Justice|Rescue|Fire) Services?$"
        ),
    ),
    (
        "journalist",
        (
            r"(?:Daily|Sunday|Evening|Morning|Weekly) [A-Z]\w+|News|Times|Echo|Courier|Gazette"
            r"|Herald"
            r"|Chronicle|Observer|Ledger|Telegraph|Tribune|Mail|Mirror|Express|Advertiser|Argus"
            r"|Guardian|Independent|Journal|Standard|Radio|Television|TV|Mercury|Examiner|Sentinel"
            r"|Broadcaster|Broadcasting|Messenger|Free Press|Press|Reporter|Bugle|Citizen|Star"
            r"|Globe"
            r"|Recorder|Dispatch|Despatch|Inquirer|Enquirer|Magazine|Weekly|Review|Today|Post"
            r"|Newsroom"
        ),
    ),
    (
        "other",
        (
            r"Charity|Charitable|Foundation|Campaign|Alliance|Coalition|Collective|Network"
            r"|Support Group|(?:Families|Patients|Carers|Survivors|Parents|Prisoners)\b[’']?"
            r"|Reform Trust|Rights? Group|Helpline|Chambers|Solicitors"
        ),
    ),
    (
        "provider",
        r"Ltd|Limited|plc|PLC|LLP|Holdings|Custodial|Care Homes?|Healthcare|Care Group",
    ),
)
"""Words of English that make a name an office's, a union's or a newspaper's, where no table has it.
The first that fits counts: "University Hospitals Council of Staff" is no council."""

_FORMS = tuple((role, re.compile(rf"\b(?:{words})(?!\w)")) for role, words in FORMS)
_NOT_NAMES: Final = frozenset({"generic", "kind"})
_WORD = re.compile(r"[^\W_]+(?:[’'&.-][^\W_]+)*")
_HOST = re.compile(r"(?:https?://)?([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
_LONGEST_NAME = 14


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """A body whose words a text may be.

    Attributes
    ----------
    id, name : str
        Row of the publishers or the units table.
    role : str
        Whose words its own text is.
    kind : str or None
        What it publishes, where it is a publisher.
    """

    id: str
    name: str
    role: SpeakerRole
    kind: DocumentKind | None = None


def words_of(text: str) -> list[str]:
    """Give the words of a text in lower case, with their inner apostrophes and hyphens.

    Examples
    --------
    >>> words_of("HMI’s press-release, today:-")
    ['hmi', 'press-release', 'today']
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if "’" in text:
        words = [word.replace("’", "'") for word in words]
    elif "'" not in text:
        return words
    return [word.removesuffix("'s") for word in words]


class Origins:
    """The bodies of a domain, found by name or by address.

    Parameters
    ----------
    domain : Domain
        Its publishers, units and roles tables are read once.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> origins = Origins(load_domain("probation"))
    >>> origins.named_in("From the BBC website:-").role
    'journalist'
    >>> origins.at("https://www.bbc.co.uk/news/uk-1").name
    'BBC'
    """

    def __init__(self, domain: Domain) -> None:
        self._names: dict[tuple[str, ...], Origin] = {}
        self._hosts: dict[str, Origin] = {}
        self._exact: dict[tuple[str, ...], frozenset[str]] = {}
        for origin, names, hosts in _bodies(domain):
            for host in hosts:
                self._hosts.setdefault(host.lower().removeprefix("www."), origin)
            for name in names:
                self._add(name, origin)

    def _add(self, name: str, origin: Origin) -> None:
        key = tuple(words_of(name))
        # "PI" and "PA" stand in a text for many things; "judges" and "unison" are common nouns.
        if not key or len(name) < 3 or not any(letter.isupper() for letter in name):
            return
        self._names.setdefault(key, origin)
        if key[0] == "the" and len(key) > 1 and name[4:5].isupper():
            self._add(name[4:], origin)
        if len(key) == 1:
            self._exact[key] = self._exact.get(key, frozenset()) | {name}

    def at(self, address: str) -> Origin | None:
        """Find the body behind a web address, by its host or a host above that."""
        match = _HOST.search(address)
        labels = match[1].lower().removeprefix("www.").split(".") if match else []
        for start in range(max(0, len(labels) - 1)):
            if origin := self._hosts.get(".".join(labels[start:])):
                return origin
        return None

    def named_in(self, text: str) -> Origin | None:
        """Find the body whose name comes first in a short text; the longest name wins there.

        One-word names ("Mirror", "Unlock") must be written as in the table.
        """
        return next(self.all_named_in(text), None)

    def all_named_in(self, text: str) -> Iterator[Origin]:
        """Find the bodies named in a text, in order; longest names first, none inside another."""
        matches = list(_WORD.finditer(text))
        words = [match[0].lower().replace("’", "'").removesuffix("'s") for match in matches]
        at = 0
        while at < len(words):
            for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                key = tuple(words[at : at + size])
                origin = self._names.get(key)
                if origin is not None and self._written_so(key, matches[at][0]):
                    yield origin
                    at += size - 1
                    break
            at += 1

    def _written_so(self, key: tuple[str, ...], surface: str) -> bool:
        plain = surface.removesuffix("’s").removesuffix("'s")
        return len(key) > 1 or plain in self._exact[key]

    def of_document(self, document: Document) -> Origin | None:
        """Find who publishes a document: its address, its site, then a header line that names it.

        Returns
        -------
        Origin or None
            None for an unknown site; only a press release without any header is given to the
            body that it names most.
        """
        if document.url and (origin := self.at(document.url)):
            return origin
        for stated in (document.site, *document.authors):
            if stated and (origin := self.at(stated) or self.named_whole(stated)):
                return origin
        if document.site and (origin := by_form(document.site)):
            return origin
        for passage in document.passages:
            for region in passage.regions if passage.kind == "article" else ():
                if region.kind == "header":
                    line = passage.text[region.start : region.end]
                    if origin := self.named_whole(line) or by_form(line):
                        return origin
        if any(passage.kind == "comment" for passage in document.passages):
            return None  # a blog that repeats a release down to its notes is no release
        return self._issuer(document) if kind_of(document, None) == "press_release" else None

    def _issuer(self, document: Document) -> Origin | None:
        """Find who issued a release without a header: the body that it names most.

        Services are left out: a release about a service names it at least as often.
        """
        named: Counter[str] = Counter()
        found: dict[str, Origin] = {}
        for passage in document.passages:
            for line in passage.text.split("\n") if passage.kind == "article" else ():
                for origin in self.all_named_in(line):
                    if origin.role in ("inspectorate", "government", "union"):
                        named[origin.id] += 1
                        found.setdefault(origin.id, origin)
        return found[max(named, key=lambda id_: named[id_])] if named else None

    def named_whole(self, text: str) -> Origin | None:
        """Find the body whose name is the whole text, "the" aside."""
        words = words_of(text)
        return self._names.get(tuple(words)) or self._names.get(
            tuple(words[1:] if words[:1] == ["the"] else words)
        )


def by_form(name: str) -> Origin | None:
    """Read an unknown name by the words that make it a newspaper's, a union's or an office's.

    Parameters
    ----------
    name : str
        A short name, as of a site or in a paste's introduction.

    Returns
    -------
    Origin or None
        With an empty id: no table has it. None for a long line, which names more than one thing.

    Examples
    --------
    >>> by_form("Ashmere Echo").role, by_form("Farrow on Justice") is None
    ('journalist', True)
    """
    if len(name) > 80:
        return None
    for role, words in _FORMS:
        if words.search(name):
            kind: DocumentKind | None = "news" if role == "journalist" else None
            return Origin(id="", name=name.strip(), role=role, kind=kind)
    return None


_ENDS = re.compile(r"^[-–—*\s]*(?:ends?|###)[-–—*.\s]*$", re.IGNORECASE | re.MULTILINE)
_NOTES = re.compile(r"^\s*notes? (?:to|for) (?:the )?editors?\b", re.IGNORECASE | re.MULTILINE)


def kind_of(document: Document, origin: Origin | None) -> DocumentKind | None:
    """Tell what kind of text a document's article is.

    As stated; else what its publisher publishes; else a press release by its form: a line "ENDS"
    and notes to editors, which no other kind of text has.

    Returns
    -------
    str or None
        ``dump`` only where nothing better is known.
    """
    if document.kind not in (None, "dump"):
        return document.kind
    if origin is not None and origin.kind is not None:
        return origin.kind
    for passage in document.passages:
        if passage.kind != "article":
            continue
        if _ENDS.search(passage.text) and _NOTES.search(passage.text):
            return "press_release"
    return document.kind


def _bodies(domain: Domain) -> Iterator[tuple[Origin, Iterable[str], Iterable[str]]]:
    for publisher in domain.publishers:
        origin = Origin(
            id=publisher.id,
            name=publisher.name,
            role=msgspec.convert(publisher.role, SpeakerRole),
            kind=msgspec.convert(publisher.kind, DocumentKind) if publisher.kind else None,
        )
        yield origin, (publisher.name, *publisher.aliases), publisher.hosts
    for unit in domain.units:
        if unit.kind in _NOT_NAMES:
            continue
        role = domain.role_of_unit(unit.id, unit.kind)
        # A district is a place before it is a service: only names that cannot be a place.
        names = [unit.name, *(() if "place" in unit.ambiguity else unit.aliases)]
        yield Origin(id=unit.id, name=unit.name, role=role), names, ()


@built_once
def origins_of(domain: Domain) -> Origins:
    """Give the origins of a domain, built once for each digest of its tables."""
    return Origins(domain)
