"""Value classes that read themselves where a pydantic model names them as a field's type."""

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class Readable:
    """A value class with `read`, which makes one from what stands in a file or raises `TextError`."""

    __slots__ = ()
    schema: ClassVar[dict[str, Any]]
    """What an editor is told of the field, as JSON Schema."""

    @classmethod
    @abstractmethod
    def read(cls, value: object) -> Self:
        """Make the value from what stands in a file."""

    @classmethod
    def _take(cls, value: object) -> Self:
        return value if isinstance(value, cls) else cls.read(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(cls._take)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: "CoreSchema", _handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        return dict(cls.schema)
