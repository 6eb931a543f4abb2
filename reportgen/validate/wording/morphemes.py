"""Words of a text with their parts of speech: the only module that knows the dictionary.

Comes in: text. Goes out: tokens; a sentence is taken apart once, whoever asks. The dictionary is opened when the
first text is asked for, and stays open until ``close``: it lies in memory with more than everything else together.
Where it is not installed, ``is_installed`` says so and nothing here may be asked.
"""

from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

_PIECE: Final = 4000
"""Characters given to the tokeniser at once; it takes at most 49,149 bytes."""


class Token(NamedTuple):
    """One word. ``kind`` is the first part of its part of speech, ``detail`` the second and third, joined with -.

    ``conjugation`` and ``form`` are the conjugation's class and form (五段-カ行, 連用形-一般), or ``*``. ``base`` is
    the dictionary form, ``normal`` the spelling under which the dictionary gathers variants.
    """

    surface: str
    start: int
    kind: str
    detail: str
    conjugation: str
    form: str
    base: str
    normal: str

    @property
    def end(self) -> int:
        """Where the word ends, in characters."""
        return self.start + len(self.surface)

    def is_(self, kind: str, detail: str = "") -> bool:
        """Tell whether the part of speech is this one."""
        return self.kind == kind and self.detail.startswith(detail)


def is_installed() -> bool:
    """Tell whether tokeniser and dictionary are there."""
    return find_spec("sudachipy") is not None and find_spec("sudachidict_core") is not None


def close() -> None:
    """Give the dictionary back; the words found so far stay, and the next new text opens it again."""
    _tokenizer.cache_clear()


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[Token, ...]:
    """Return the words of a text in the longest units that the dictionary knows (mode C)."""
    pieces = [(at, text[at : at + _PIECE]) for at in range(0, len(text), _PIECE)]
    return tuple(token for at, piece in pieces for token in _tokens(piece, at))


def _tokens(text: str, offset: int) -> list[Token]:
    found = []
    for morpheme in _tokenizer().tokenize(text):
        number = morpheme.part_of_speech_id()
        if number not in _PARTS:
            kind, *detail, conjugation, form = morpheme.part_of_speech()
            _PARTS[number] = (kind, "-".join(detail), conjugation, form)
        start = offset + morpheme.begin()
        forms = morpheme.dictionary_form(), morpheme.normalized_form()
        found.append(Token(morpheme.surface(), start, *_PARTS[number], *forms))
    return found


_PARTS: Final[dict[int, tuple[str, str, str, str]]] = {}
"""Parts of speech by the dictionary's own number, as far as they have been met."""


@cache
def _tokenizer() -> Any:
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="core").tokenizer(SplitMode.C)
