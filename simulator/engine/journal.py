"""Writing the log of one replication."""

from simulator.log.rows import KIND, NEVER, NOTHING, OPEN, STATE, TASK, Row

NUMBER, TICKET, TRY, NOTE = range(17, 21)
"""Fields of a row that only a running engine needs; they are cut off when the replication ends."""

LINK, DICE, USE, RUNG, TRIES, THEN, DRAWN = range(21, 28)
"""Further ones, of messages that `Delivery` carries."""

_ON_ITS_WAY = (None, None, 0, 0, 0, None, None)


class Journal:
    """The rows so far."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def open(self, kind: int, subject: int, cause: int, via: int, at: float) -> Row:
        """Begin a row of this kind whose first stage is `at`; gives the row, with its number in NUMBER."""
        rows = self.rows
        row: Row = [
            kind, subject, cause, via, OPEN, NOTHING, NOTHING, NOTHING,
            at, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER,
            None, NEVER, len(rows), 0, 0, None,
        ]  # fmt: skip
        rows.append(row)
        return row

    def message(self, kind: int, subject: int, cause: int, via: int, at: float) -> Row:
        """Begin a row of a message that `Delivery` carries."""
        row = self.open(kind, subject, cause, via, at)
        self.extend(row)
        return row

    def extend(self, row: Row) -> None:
        """Make a row one that `Delivery` carries."""
        row += _ON_ITS_WAY

    def close(self) -> list[Row]:
        """Give the rows without the fields of the engine."""
        for row in self.rows:
            if row[STATE] == OPEN and row[KIND] == TASK:
                row[STATE] += row[TRY]
            del row[NUMBER:]
        return self.rows
