"""What layout.toml may say, strictly.

Comes in: the parsed TOML, through ``load``. Goes out: a frozen ``LayoutDefinition``. One definition of a field serves
four uses: the column of the form, the checks, the field of the model, and its label in the report. Unknown keys are
refused. There are no expressions here: what TOML cannot say is text of the template, or a new node kind in code.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator, model_validator

from reportgen.document.theme import Theme
from reportgen.findings.catalogue import OFF, Level, catalogue
from reportgen.japanese.width import fold
from reportgen.model.value import Nothing
from reportgen.plan.master_words import master_words

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Label = Annotated[str, StringConstraints(min_length=1)]
_FORM_KEYS = frozenset({"row_id", "item_number", "item_name", "party", "reason"})
"""Keys of the form's own columns; a question of the same key would be written over them."""
_ITEM_KEYS = frozenset({"number", "name"})
"""What every item has, besides the texts that a layout asks for."""
FieldKind = Literal["text", "statements", "choice", "number", "date"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Field(_Strict):
    """One question that a party answers: a column of the form.

    ``text`` is kept as typed; ``statements`` is one statement a line, its mark parsed; ``choice`` names a scale of the
    plan master. ``limit`` counts characters as a reader sees them. ``width`` is the form's column width in characters.
    ``synonyms`` are other header texts under which the column is found.
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


class ItemText(_Strict):
    """A text of the plan's own for every item: a column of the plan master's 事業 sheet."""

    key: Key
    label: Label

    @field_validator("key")
    @classmethod
    def _key_is_free(cls, key: str) -> str:
        if key in _ITEM_KEYS:
            raise ValueError(f"「{key}」は事業の番号と名前に使われています。ほかの名前にしてください。")
        return key

    @field_validator("label")
    @classmethod
    def _label_is_free(cls, label: str) -> str:
        words = master_words()
        taken = {fold(heading) for heading in words.sheets["items"].columns.values()}
        if fold(label) in taken or label.startswith(words.remark):
            raise ValueError(f"「{label}」は、計画マスタの『事業』シートで別の意味に使われています。")
        return label


class Entries(_Strict):
    """The fields of each kind of form sheet: one row a party, or one row an indicator."""

    party: tuple[Field, ...]
    indicator: tuple[Field, ...] = ()

    @model_validator(mode="after")
    def _keys_are_unique(self) -> "Entries":
        for fields in (self.party, self.indicator):
            for names in ([f.key for f in fields], [f.label for f in fields]):
                twice = sorted({name for name in names if names.count(name) > 1})
                if twice:
                    raise ValueError(f"同じ項目が2回書かれています：{'、'.join(twice)}")
        return self


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
    """Levels of finding codes that this layout changes: a level, or ``off``. A key is a code or a variant."""

    levels: dict[str, str] = {}

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
    """The words of the form's first lines."""

    title: str = "{計画名}　進捗状況調査票（{年度}）"
    guide: tuple[str, ...] = ()


class LayoutDefinition(_Strict):
    """The whole of layout.toml. ``file_name`` may hold {年度} and {計画名}."""

    title: Label
    template: Label = "report.html.j2"
    file_name: Label = "進捗状況_{年度}"
    item_texts: tuple[ItemText, ...] = ()
    entries: Entries
    empty: Empty = Empty()
    rules: Rules = Rules()
    form: Form = Form()
    theme: Theme = Theme()
