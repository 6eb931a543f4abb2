"""What layout.toml may say, strictly.

Comes in: the parsed TOML, through ``load``. Goes out: a frozen ``LayoutDefinition``. One definition of a field serves
four uses: the column of the form, the checks, the field of the model, and its label in the report. Unknown keys are
refused. There are no expressions here: what TOML cannot say is text of the template, or a new node kind in code.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator, model_validator
from pydantic import Field as Bounds

from reportgen.document.theme import Theme
from reportgen.findings.catalogue import OFF, Level, catalogue
from reportgen.japanese.width import fold
from reportgen.model.value import Nothing
from reportgen.plan.contradictions import Contradiction, Row, check_contradictions
from reportgen.plan.derivations import Derivation, Known, Noun, check_derivations, check_units
from reportgen.plan.handout import Countable, Counted, Handout, RatedNoun, counted
from reportgen.plan.master_words import master_words
from reportgen.plan.numbers import Key, NumberStyle, refuse_style
from reportgen.plan.wording import About, Wording

Label = Annotated[str, StringConstraints(min_length=1)]
_FORM_KEYS = frozenset(
    {"row_id", "item_number", "item_name", "party", "indicator", "reason", "check", "section", "rows"}
)
"""Keys of the form's own columns; a question of the same key would be written over them."""
FieldKind = Literal["text", "statements", "choice", "number", "date"]
TextKind = Literal["text", "statements", "number"]
Mark = Annotated[str, StringConstraints(min_length=1, max_length=1)]
Percent = Annotated[int, Bounds(ge=0)]
SheetName = Annotated[str, StringConstraints(pattern=r"^[^\[\]:*?/\\'_][^\[\]:*?/\\']{0,30}$")]
"""A name that Excel takes for a sheet; one that begins with an underscore is ours. Source: Excel, renaming sheets."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Field(NumberStyle):
    """One question that a party answers: a column of the form.

    ``text`` is kept as typed; ``statements`` is one statement a line, its mark parsed; ``choice`` names a scale of the
    plan master. ``limit`` counts characters as a reader sees them. ``width`` is the form's column width in characters.
    ``synonyms`` are other header texts under which the column is found. A ``number`` may say how it is written.
    ``about`` tells the questions about wording what the field is for: what was done or what is planned.
    Against the year before: ``may_stay`` lets a text be the same; ``change_percent`` is the change from which on a
    number is asked about in place of the rules' own, and ``change_key`` names the number of the row that says it.
    """

    key: Key
    label: Label
    kind: FieldKind = "text"
    scale: Label | None = None
    limit: Annotated[int, "characters"] | None = None
    required: bool = True
    help: str = ""
    example: str = ""
    width: float = 40.0
    synonyms: tuple[str, ...] = ()
    about: About | None = None
    may_stay: bool = False
    change_percent: Percent | None = None
    change_key: Key | None = None

    @field_validator("key")
    @classmethod
    def _key_is_free(cls, key: str) -> str:
        if key in _FORM_KEYS:
            raise ValueError(f"「{key}」は調査票が使う名前です。ほかの名前にしてください。")
        return key

    @model_validator(mode="after")
    def _choice_has_scale(self) -> "Field":
        if (self.kind == "choice") != (self.scale is not None):
            raise ValueError('kind = "choice" の項目には scale（選択肢の名前）が必要です。ほかの項目には書けません。')
        return self

    @model_validator(mode="after")
    def _style_is_of_a_number(self) -> "Field":
        refuse_style(self, self.kind)
        if self.kind != "number" and (self.change_percent is not None or self.change_key is not None):
            raise ValueError('change_percent・change_key は、kind = "number" の項目だけに書けます。')
        if self.kind not in ("text", "statements") and self.may_stay:
            raise ValueError('may_stay は、kind = "text" か "statements" の項目だけに書けます。')
        return self


class PlanText(NumberStyle):
    """A text of the plan's own. ``statements`` are lines with a mark each; ``text`` is kept as typed.

    ``statements`` stand on the plan master's sheet 文章, one line a row, and so do plain texts of sections and parties.
    A ``number`` is a column of the sheet of its owner (事業, 担当, 指標). So is a plain text of an item, and that of an
    indicator may be one.
    """

    key: Key
    label: Label
    kind: TextKind = "text"
    _taken: ClassVar[frozenset[str]] = frozenset()
    _sheet: ClassVar[str | None] = None
    _columns: ClassVar[frozenset[TextKind]] = frozenset({"number"})

    @property
    def is_column(self) -> bool:
        """Whether it is a column of its owner's sheet in the plan master."""
        return self._sheet is not None and self.kind in self._columns

    @field_validator("key")
    @classmethod
    def _key_is_free(cls, key: str) -> str:
        if key in cls._taken:
            raise ValueError(f"「{key}」は、様式の中で別の意味に使われています。ほかの名前にしてください。")
        return key

    @model_validator(mode="after")
    def _number_is_a_column(self) -> "PlanText":
        refuse_style(self, self.kind)
        if self.kind == "number" and self._sheet is None:
            raise ValueError('区分の本文は、kind = "number" にできません。')
        if self.is_column:
            _refuse_heading(self.label, self._sheet or "")
        return self


class SectionText(PlanText):
    """A text about a section (経過, 将来像 …)."""

    _taken = frozenset({"number", "title", "kind", "level", "items", "sections"})


class ItemText(PlanText):
    """A text about an item. A plain one is a column of the plan master's sheet 事業."""

    _taken = frozenset({"number", "name"})
    _sheet = "items"
    _columns = frozenset({"text", "number"})

    @field_validator("label")
    @classmethod
    def _label_is_free(cls, label: str) -> str:
        _refuse_heading(label, "items")
        return label


class PartyText(PlanText):
    """A text about one party of an item (役割 …)."""

    _taken = frozenset({"party", "submitter"})
    _sheet = "assignments"


class IndicatorText(PlanText):
    """A text about one indicator of an item (内容, 単位, 目標値 …). A plain one may be a column of the sheet 指標."""

    _taken = frozenset({"name", "submitter"})
    _sheet = "indicators"
    _columns = frozenset({"text", "number"})


class Entries(_Strict):
    """The fields of each kind of form sheet: one row a party, or one row an indicator."""

    party: tuple[Field, ...]
    indicator: tuple[Field, ...] = ()


class Empty(_Strict):
    """The words that the document prints for each kind of nothing."""

    blank: str = "（未記入）"
    unselected: str = "（未選択）"
    dash: str = "－"
    not_applicable: str = "対象外"
    pending: str = "（確認中）"
    not_submitted: str = "（未提出）"

    def text(self, nothing: Nothing) -> str:
        """Return the words for one kind."""
        return {
            Nothing.BLANK: self.blank,
            Nothing.UNSELECTED: self.unselected,
            Nothing.DASH: self.dash,
            Nothing.NOT_APPLICABLE: self.not_applicable,
            Nothing.PENDING: self.pending,
            Nothing.NOT_SUBMITTED: self.not_submitted,
        }[nothing]


class Rules(_Strict):
    """Levels of finding codes that this layout changes: a level, or ``off``. A key is a code or a variant.

    ``fixes`` are mendings that are made only if asked for: T05 half-width kana, T08 line ends in the middle of a
    sentence, T10 two characters for one sign. A text of fewer than ``short`` characters is asked about (C18).
    ``same_as_before`` is the share of 1 over which a text counts as that of the year before (C19);
    ``change_percent`` the change of a number from the year before over which it is asked about (C22), 0 for never.
    """

    levels: dict[str, str] = {}
    fixes: tuple[Literal["T05", "T08", "T10"], ...] = ()
    short: Annotated[int, "characters"] = 4
    same_as_before: Annotated[float, Bounds(gt=0.5, le=1.0)] = 0.95
    change_percent: Percent = 50
    contradictions: tuple[Contradiction, ...] = ()

    @model_validator(mode="after")
    def _levels_are_known(self) -> "Rules":
        known = [level.value for level in Level]
        for code, level in self.levels.items():
            if level not in (*known, OFF):
                raise ValueError(f"{code} の区分「{level}」はありません。{'・'.join(known)}・off から選んでください。")
            try:
                catalogue().with_levels({code: level})
            except KeyError:
                raise ValueError(f"「{code}」という指摘のコードはありません。") from None
        return self


class Form(_Strict):
    """The words of the form: its first lines, and what sheets and the columns of the plan are called.

    The labels are headings of the plan master as well, beside its own (事業名, 担当課, 指標名). ``earlier`` are the
    questions beside which the form shows the answer of the year before; without it, all that have one.
    """

    title: str = "{計画名}　進捗状況調査票（{年度}）"
    guide: tuple[str, ...] = ()
    item_label: Label = "事業名"
    party_label: Label = "担当課"
    indicator_label: Label = "指標名"
    party_sheet: SheetName = "調査票"
    indicator_sheet: SheetName = "指標"
    earlier: tuple[Label, ...] | None = None

    @model_validator(mode="after")
    def _sheets_differ(self) -> "Form":
        if fold(self.party_sheet) == fold(self.indicator_sheet):
            raise ValueError("party_sheet と indicator_sheet は、別の名前にしてください。")
        return self


class Marks(_Strict):
    """The marks of statements, the usual one and the one that the plan gives to lines that stand out; that of notes."""

    bullet: Mark = "・"
    star: Mark = "★"
    note: Mark = "※"

    @model_validator(mode="after")
    def _marks_differ(self) -> "Marks":
        if len({fold(mark) for mark in (self.bullet, self.star, self.note)}) < len(Marks.model_fields):
            raise ValueError("bullet と star と note は、それぞれ別の記号にしてください。")
        return self


class Publication(_Strict):
    """What is said of the data when it is published: the licence, in words (CC BY 4.0). Empty: none was decided."""

    licence: str = ""


class LayoutDefinition(_Strict):
    """The whole of layout.toml. ``file_name`` may hold {年度} and {計画名}."""

    title: Label
    template: Label = "report.html.j2"
    file_name: Label = "進捗状況_{年度}"
    section_texts: tuple[SectionText, ...] = ()
    item_texts: tuple[ItemText, ...] = ()
    party_texts: tuple[PartyText, ...] = ()
    indicator_texts: tuple[IndicatorText, ...] = ()
    entries: Entries
    derive: tuple[Derivation, ...] = ()
    empty: Empty = Empty()
    rules: Rules = Rules()
    wording: Wording = Wording()
    handout: Handout = Handout()
    marks: Marks = Marks()
    form: Form = Form()
    publication: Publication = Publication()
    theme: Theme = Theme()

    @model_validator(mode="after")
    def _names_are_unique(self) -> "LayoutDefinition":
        texts = (self.section_texts, self.item_texts, self.party_texts, self.indicator_texts)
        asked: tuple[tuple[Field, ...], ...] = ((), (), self.entries.party, self.entries.indicator)
        for own, fields in zip(texts, asked, strict=True):
            _refuse_twice([*(text.key for text in own), *(field.key for field in fields)])
        _refuse_twice([text.label for own in texts for text in own])
        labels = (self.form.party_label, self.form.indicator_label)
        for fields, label in zip(asked[2:], labels, strict=True):
            _refuse_twice([*(field.label for field in fields), self.form.item_label, label])
        return self

    @model_validator(mode="after")
    def _derivations_are_known(self) -> "LayoutDefinition":
        known, rooms = self.known_keys(), self._rooms()
        check_derivations(self.derive, known)
        asked = {
            noun: [one.key for one in room if isinstance(one, Field) and one.kind == "number"]
            for noun, room in rooms.items()
        }
        mixed = {noun: [one.key for one in room if one.unit_key] for noun, room in rooms.items()}
        check_units(self.derive, known, asked, mixed)
        return self

    @model_validator(mode="after")
    def _contradictions_are_known(self) -> "LayoutDefinition":
        rows: dict[Row, tuple[Field, ...]] = {"entry": self.entries.party, "indicator": self.entries.indicator}
        kinds = {row: {field.key: field.kind for field in fields} for row, fields in rows.items()}
        check_contradictions(self.rules.contradictions, kinds)
        return self

    @model_validator(mode="after")
    def _handout_is_known(self) -> "LayoutDefinition":
        self.counted()
        return self

    @model_validator(mode="after")
    def _thresholds_are_known(self) -> "LayoutDefinition":
        rooms = ((self.party_texts, self.entries.party), (self.indicator_texts, self.entries.indicator))
        for texts, fields in rooms:
            keys = [text.key for text in texts if text.kind == "number"]
            for one in fields:
                if one.change_key is not None and one.change_key not in keys:
                    raise ValueError(f"{one.key} の change_key「{one.change_key}」という、数の本文はありません。")
        return self

    @model_validator(mode="after")
    def _earlier_are_asked(self) -> "LayoutDefinition":
        asked = [field.key for field in (*self.entries.party, *self.entries.indicator)]
        for key in self.form.earlier or ():
            if key not in asked:
                raise ValueError(f"[form] の earlier の「{key}」という項目はありません。項目：{'、'.join(asked)}")
        return self

    @model_validator(mode="after")
    def _units_are_known(self) -> "LayoutDefinition":
        asked = self.entries
        rooms = ((self.party_texts, asked.party), (self.indicator_texts, asked.indicator), (self.item_texts, ()))
        for texts, fields in rooms:
            keys = [text.key for text in texts if text.kind == "text"]
            for one in (*texts, *fields):
                if one.unit_key is not None and one.unit_key not in keys:
                    raise ValueError(f"{one.key} の unit_key「{one.unit_key}」という、文字の本文はありません。")
        return self

    def counted(self) -> Counted:
        """Return what the summary of a meeting counts."""
        asked = self.entries
        rows: dict[RatedNoun, tuple[Field, ...]] = {"entry": asked.party, "indicator": asked.indicator}
        choices = {
            noun: {field.key: field.about for field in fields if field.kind == "choice"}
            for noun, fields in rows.items()
        }
        rates = tuple(one.key for one in self.derive if "indicator" in one.on and one.kind == "ratio")
        return counted(self.handout, Countable(choices=choices, rates=rates))

    def known_keys(self) -> Known:
        """Return the numbers, the choices and the plain texts that each noun of the report has by itself, by key."""
        return {noun: {one.key: one.kind for one in room} for noun, room in self._rooms().items()}

    def _rooms(self) -> dict[Noun, tuple[Field | PlanText, ...]]:
        return {
            "indicator": (*self.indicator_texts, *self.entries.indicator),
            "entry": (*self.party_texts, *self.entries.party),
            "item": self.item_texts,
            "section": self.section_texts,
            "report": (),
        }


def _refuse_heading(label: str, sheet: str) -> None:
    words = master_words()
    taken = {fold(heading) for heading in words.sheets[sheet].headings.values()}
    if fold(label) in taken or label.startswith(words.remark):
        name = words.sheets[sheet].name
        raise ValueError(f"「{label}」は、計画マスタの『{name}』シートで別の意味に使われています。")


def _refuse_twice(names: Iterable[str]) -> None:
    folded = Counter(fold(name) for name in names)
    twice = sorted(name for name, count in folded.items() if count > 1)
    if twice:
        raise ValueError(f"同じ名前が2回使われています：{'、'.join(twice)}")
