"""Writing the log of one replication."""

from simulator.log.rows import KIND, NEVER, NOTHING, OPEN, STATE, TASK, Row

LINK, DICE, USE, RUNG, TRIES, TRY, TICKET, THEN, NOTE, NUMBER, DRAWN = range(17, 28)
"""Fields of a row that only a running engine needs; they are cut off when the replication ends."""


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
            None, NEVER, None, None, 0, 0, 0, 0, 0, None, None, len(rows), None,
        ]  # fmt: skip
        rows.append(row)
        return row

    def close(self) -> list[Row]:
        """Give the rows without the fields of the engine."""
        for row in self.rows:
            if row[KIND] == TASK and row[STATE] == OPEN:
                row[STATE] += row[TRY]
            del row[LINK:]
        return self.rows
