"""What stands for a comparison with a level of a scale that nobody declares: the criteria of its levels."""

from simulator.plan.composed import Grade
from simulator.text.condition_tree import And, Condition, Not, Operator, Or

TURNED: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
"""Signs by what they are with the sides exchanged."""


def compared(grade: Grade, op: Operator, rank: int) -> Condition:
    """Give the condition that a scale that nobody declares stands so to one of its levels."""
    reached, beyond = _reached(grade, rank), _reached(grade, rank + 1)
    match op:
        case ">=":
            return reached
        case ">":
            return beyond
        case "<":
            return Not(reached)
        case "<=":
            return Not(beyond)
    there = And((reached, Not(beyond))) if rank < len(grade.levels) else reached
    return there if op == "=" else Not(there)


def _reached(grade: Grade, rank: int) -> Condition:
    criteria = tuple(condition for each, condition in grade.criteria if each >= rank)
    return criteria[0] if len(criteria) == 1 else Or(criteria)
