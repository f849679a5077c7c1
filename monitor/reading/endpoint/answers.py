"""What the model may answer: a form a kind, made from the kinds themselves, and checked before anything is believed."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from events.claims import KINDS, Claim

_Phrase = Annotated[str, msgspec.Meta(max_length=400)]
_Quotation = Annotated[str, msgspec.Meta(max_length=3000)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=999)]
_Names = Annotated[list[_Phrase], msgspec.Meta(max_length=30)]
_Quotations = Annotated[list[_Quotation], msgspec.Meta(min_length=1, max_length=20)]
_MOST_CLAIMS = 200
_NOT_ASKED = ("evidence", "attributed_to", "confidence", "how")  # asked for under names of their own, or not at all
_UNKNOWN_TO_STRICT = (
    "title",
    "description",
    "default",
    "maxLength",
    "minLength",
    "maxItems",
    "minItems",
    "discriminator",
    "minimum",
    "maximum",
)


class InvalidAnswerError(ValueError):
    """The answer is no JSON of the schema; the message says where, and is meant for the model."""


def slots(kind: type[Claim]) -> dict[str, Any]:
    """The slots of a kind that the model fills, with their types."""
    hints = get_type_hints(kind)
    return {name: hints[name] for name in kind.__struct_fields__ if name not in _NOT_ASKED}


@cache
def form() -> type[msgspec.Struct]:
    """The type of a whole answer: {"claims": [...]}."""
    forms = tuple(_form_of(kind) for kind in KINDS)
    one = forms[0]
    for other in forms[1:]:
        one = one | other  # type: ignore[assignment]
    listed = Annotated[list[one], msgspec.Meta(max_length=_MOST_CLAIMS)]  # type: ignore[valid-type]
    return msgspec.defstruct("Answer", [("claims", listed)], forbid_unknown_fields=True)


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of a whole answer, in the subset that strict endpoints take: every key required, none besides."""
    _, parts = msgspec.json.schema_components([form()])
    made = {name: _strict(part) for name, part in parts.items()}
    return {**made.pop("Answer"), "$defs": made}


def decode(answer: str) -> list[Any]:
    """The claims of an answer as structs of their forms. Raises InvalidAnswerError."""
    try:
        decoded = msgspec.json.decode(_unfenced(answer), type=form())
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise InvalidAnswerError(str(error)[:300]) from error
    return list(decoded.claims)  # type: ignore[attr-defined]


def _form_of(kind: type[Claim]) -> type[msgspec.Struct]:
    """A kind's form: required slots first, then quotations and who reports it."""
    required: list[Any] = [("quotations", _Quotations)]
    optional: list[Any] = [("reported_by", _Names, msgspec.field(default_factory=list))]
    needed = {field.name for field in msgspec.structs.fields(kind) if field.required}
    for name, hint in slots(kind).items():
        if name in needed:
            required.append((name, _asked(hint)))
        else:
            optional.append((name, _asked(hint) | None, None))
    tag = str(kind.__struct_config__.tag)
    return msgspec.defstruct(
        f"{tag.title()}Answer", [*required, *optional], tag_field="kind", tag=tag, forbid_unknown_fields=True
    )


def _asked(hint: Any) -> Any:  # noqa: ANN401 - a type expression
    """What is asked for where a kind has a slot of this type."""
    plain = next(part for part in get_args(hint) if part is not type(None)) if type(None) in get_args(hint) else hint
    if plain in (str, int):
        return _Phrase if plain is str else _Count
    return _Names if get_origin(plain) is tuple else plain


def _strict(part: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(part, list):
        return [_strict(item) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return {"$ref": str(part["$ref"]).replace("#/components/schemas/", "#/$defs/")}
    kept = {key: _strict(value) for key, value in part.items() if key not in (*_UNKNOWN_TO_STRICT, "properties")}
    if "properties" not in part:
        return kept
    properties = {name: _strict(value) for name, value in part["properties"].items()}
    return {**kept, "properties": properties, "required": list(properties), "additionalProperties": False}


def _unfenced(answer: str) -> str:
    """Without the fence that some models put around JSON."""
    stripped = answer.strip()
    if stripped.startswith("```") and stripped.endswith("```"):
        return stripped[3:-3].removeprefix("json").strip()
    return stripped
