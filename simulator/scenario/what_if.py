"""What is to be otherwise than in the files: patches, settings, removals, as they were given."""

from dataclasses import dataclass
from pathlib import Path

SET, WITHOUT, WITH = "--set", "--without", "--with"
"""The options; those without a file name their texts in messages and among the inputs of a run."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Changes to a scenario and its plans, made in this order: patches, settings, removals.

    `settings` are texts as `city.duty_room.desk.operators.night=2`, `removals` as `agency city.duty_room`.
    """

    patches: tuple[Path, ...] = ()
    settings: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.patches or self.settings or self.removals)

    @property
    def named(self) -> list[str]:
        """The options that were given."""
        given = ((SET, self.settings), (WITHOUT, self.removals), (WITH, self.patches))
        return [option for option, values in given if values]

    @property
    def options(self) -> dict[str, bytes]:
        """The texts of settings and removals by their option, one a line."""
        texts = {SET: self.settings, WITHOUT: self.removals}
        return {
            option: "".join(f"{line}\n" for line in lines).encode()
            for option, lines in texts.items()
            if lines
        }


AS_IT_IS = WhatIf()
"""Nothing is otherwise."""
