"""What a rule may look at: one sentence, where it stands, and what was tagged in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from probenlp.classify.standing import standing_of
from probenlp.records import (
    Block,
    DocumentKind,
    Passage,
    Provenance,
    Quotation,
    Sentence,
    Speaker,
    SpeakerRole,
    Voice,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Whose text a sentence stands in.

    Attributes
    ----------
    role : str or None
        None where nothing tells.
    name : str or None
        A body or publication, never a private person.
    how : str
        How it is known, for the evidence.
    """

    role: SpeakerRole | None
    name: str | None = None
    how: str = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule decides about one sentence."""

    voice: Voice
    provenance: Provenance | None = None
    speaker: Speaker | None = None
    relays: str | None = None
    ambiguous: bool = False
    detail: str = ""


@dataclass(slots=True)
class Context:
    """One sentence in its place.

    Attributes
    ----------
    text, plain : str
        The sentence's words; with plain apostrophes.
    block : Block or None
        The block that holds most of it.
    source : Source
        Whose text it stands in: the pasted text's issuer, else the writer.
    quotation : Quotation or None
        The direct or mixed quotation that overlaps it most.
    quoted_share : float
        Share of its characters inside that quotation.
    indirect : Quotation or None
        An indirect quotation that overlaps it.
    quoted_speaker, indirect_speaker : Speaker or None
        Who speaks in them; with a name and no role where the text does not say who that is.
    served_speaker : bool
        The one who speaks is somebody on whom the service acts, or one of theirs.
    line_start, line_end : bool
        Whether it begins, or ends, its line.
    regions : frozenset of str
        Kinds of the regions that hold it.
    has_figure, has_rating, has_unit : bool
        What was tagged in it.
    persona : str or None
        ``practitioner`` or ``service_user``, where the writer says so somewhere in the document.
    lean : str or None
        What the writer may be, by shop talk, or as those are who say so in the same thread.
    about_report : bool
        The passage is about what an inspection found.
    previous : Verdict or None
        The last one in the same passage and text by which somebody spoke: whom "he" means.
    before : Verdict or None
        The one on the sentence right before.
    turn_head : bool
        It names who takes the floor next in a record of a debate.
    invited : bool
        Its block is an advert or an invitation to take part in research.
    words : sequence of str
        Of the text, as :func:`words_of` gives them.
    provenance : str
        Of the sentence's block; ``own`` where there is none.
    state : str
        Own, reported or quoted, inside a pasted text or outside of one.
    is_pasted : bool
        Whether another's text was put in here.
    standing : int
        What of this can be said with yes or no, bit by bit: see :mod:`probenlp.classify.standing`.
    """

    sentence: Sentence
    passage: Passage
    kind: DocumentKind | None
    block: Block | None
    source: Source
    words: Sequence[str]
    quotation: Quotation | None = None
    quoted_share: float = 0.0
    indirect: Quotation | None = None
    quoted_speaker: Speaker | None = None
    indirect_speaker: Speaker | None = None
    served_speaker: bool = False
    line_start: bool = True
    line_end: bool = True
    regions: frozenset[str] = frozenset()
    has_figure: bool = False
    has_rating: bool = False
    has_unit: bool = False
    invited: bool = False
    turn_head: bool = False
    persona: Literal["practitioner", "service_user"] | None = None
    lean: Literal["practitioner", "service_user"] | None = None
    about_report: bool = False
    previous: Verdict | None = None
    before: Verdict | None = None
    text: str = field(init=False)
    plain: str = field(init=False)
    provenance: Provenance = field(init=False)
    state: Provenance = field(init=False)
    is_pasted: bool = field(init=False)
    standing: int = field(init=False)

    def __post_init__(self) -> None:
        self.text = text = self.sentence.span.surface
        self.plain = text.replace("’", "'")
        block = self.block
        self.provenance = block.provenance if block is not None else "own"
        self.is_pasted = self.provenance == "pasted"
        inner = block.inner if block is not None else None
        self.state = (inner or "own") if self.is_pasted else self.provenance
        self.standing = standing_of(self)

    @property
    def insider(self) -> bool:
        """Whether the writer says somewhere that he does, or did, the work."""
        return self.persona == "practitioner"
