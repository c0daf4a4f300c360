"""Models of records in a user's file, whose instances and faults know their place."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from simulator.errors import DrillError, Place
from simulator.text.containers import Map, Seq
from simulator.text.faults import TextError
from simulator.text.names import Ident, Ref
from simulator.text.source import Source
from simulator.text.titles import Title
from simulator.text.translation import KEYS, problems_of

__all__ = ["Ident", "Record", "Ref", "TextError", "Title", "read_record"]

_NOWHERE = Place("")


class Record(BaseModel):  # noqa: PLW1641 (pydantic gives frozen models a hash)
    """A record that a user wrote: immutable, without unknown keys.

    Two are equal if their values are, wherever they stand.
    """

    # What reads a record is built when one is first read: most are only read within another.
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False, defer_build=True
    )
    _origin: Map | None = PrivateAttr(default=None)

    @property
    def place(self) -> Place:
        """Where the record begins; a place without file if it was not read from one."""
        origin = self._origin
        return origin.place if origin is not None else _NOWHERE

    def place_of(self, *path: str | int) -> Place:
        """Give where a value inside stands, by keys and list positions, or the nearest place around it."""
        place = self.place
        value: Any = self._origin
        for step in path:
            if isinstance(value, Map) and step in value:
                place, value = value.values_at[str(step)], value[str(step)]
            elif isinstance(value, Seq) and isinstance(step, int) and 0 <= step < len(value):
                place, value = value.values_at[step], value[step]
            else:
                break
        return place

    def key_place_of(self, *path: str | int) -> Place:
        """Give where the key of a value inside stands; where it has none, as `place_of`."""
        around: Any = self._origin
        for step in path[:-1]:
            around = _inside(around, step)
        key = path[-1] if path else None
        return around.keys_at[str(key)] if isinstance(around, Map) and key in around else self.place_of(*path)

    @property
    def origin(self) -> Map | None:
        """The mapping that it was read from, as it stands in the file."""
        return self._origin

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    @model_validator(mode="wrap")
    @classmethod
    def _remember(
        cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo[Any]
    ) -> Self:
        context = info.context
        if isinstance(data, Map) and context and KEYS in context:
            known, keys = context[KEYS], _keys(cls)
            others = known.get(id(data))
            known[id(data)] = keys if others is None else keys | others
        record = handler(data)
        if isinstance(data, Map):
            record._origin = data  # noqa: SLF001 (its own class)
        return record


def _inside(container: object, step: str | int) -> object:
    if isinstance(container, Map):
        return container.get(str(step))
    if isinstance(container, Seq) and isinstance(step, int) and 0 <= step < len(container):
        return container[step]
    return None


@cache
def _keys(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


_R = TypeVar("_R", bound=BaseModel)


def read_record(
    model_type: type[_R], tree: Map, source: Source, *, context: Mapping[str, Any] | None = None
) -> _R:
    """Check a tree against a model. Raises `DrillError` with every problem, each at its place."""
    known: dict[int, frozenset[str]] = {}
    try:
        return model_type.model_validate(tree, context={**(context or {}), KEYS: known})
    except ValidationError as error:
        raise DrillError(problems_of(error, tree, source, known)) from None
