"""The words of the timeline's script; it fills the `{places}` in them, and makes no sentence itself."""

from simulator.errors import Message, say
from simulator.report.timeline_keys import ARROWS, LATE, MARKS, PIECES
from simulator.report.words import tell

WORDS: dict[str, Message] = {
    "duration_dh": say("{d} d {h} h"),
    "duration_hm": say("{h} h {min} min"),
    "duration_h": say("{h} h"),
    "duration_ms": say("{min} min {s} s"),
    "duration_m": say("{min} min"),
    "duration_s": say("{s} s"),
    "since_day": say("T+{d} d"),
    "since_days": say("T+{d} d {time}"),
    "replication": say("number {number}: {label}"),
    "group": say("{name} ({count})"),
    "many": say("{name} × {count}"),
    "from_to": say("{from} – {to}  {length}"),
    "found": say("{count} found"),
    "because": say("because, at {time}: {cause}"),
    "plan_line": say("in the plan: {place}"),
    "basis": say("basis: {basis}"),
    "band": say(
        "over all replications it begins between {start10} and {start90} and ends between {end10} and {end90}"
        " (p10 to p90)"
    ),
    "open": say("it had not ended at the end"),
    "mistaken": say("begun on a belief that was not so"),
    "withdrawn": say("no longer needed before it began"),
    "stopped": say("stopped before it was done"),
    "alike": say("{count} alike; the last of them is shown"),
    "lost": say("not delivered: given up {copies} times"),
    "unread": say("nobody had taken it in at the end"),
    "late": say("it ends an obligation after its limit"),
    "hop_due": say("due"),
    "hop_begun": say("an operator begins to compose it"),
    "hop_composed": say("composed"),
    "hop_sent": say("sent by the attempt that gets through"),
    "hop_received": say("at the receiver's desk"),
    "hop_picked": say("taken up there"),
    "hop_learned": say("taken in"),
    "path_of": say("critical path of “{milestone}”, {length}"),
    "path_none": say("“{milestone}” is not reached in this replication"),
    "gap_here": say("gap: {gap}"),
    "kept": say("limit kept"),
    "broken": say("limit missed"),
    "play": say("Play"),
    "pause": say("Pause"),
    "truth": say("what is so"),
    "waited": say("waited together {time}"),
    "little": say("hardly used in this replication"),
    "most": say("at most {count} waiting at once"),
    "all_agencies": say("all agencies"),
    "now": say("{elapsed} · {clock}"),
}
RULE_WORDS: dict[str, Message] = {
    "inject": say("inject"),
    **MARKS,
    "deadline": say("limit of an obligation"),
    "level": say("level declared"),
    "shift": say("change of shift"),
}
BROKEN_WORDS: dict[str, Message] = {"milestone": LATE, "deadline": say("limit of an obligation, missed")}
"""Of the lines that are drawn otherwise where a limit was missed."""

BAR_WORDS: dict[str, Message] = {
    "task": say("task"),
    "decision": say("decision"),
    "declare": say("declaration of a level"),
    "hand_over": say("hand-over of a post"),
    "vacancy": say("post that nobody holds"),
}


def script_words(lang: str) -> dict[str, object]:
    """Give the words in a language, with the names of bars, lines and messages."""
    told = {name: tell(message, lang=lang) for name, message in WORDS.items()}
    return {
        **told,
        "pieces": {name: tell(message, lang=lang) for name, message in PIECES.items()},
        "bars": {name: tell(message, lang=lang) for name, message in BAR_WORDS.items()},
        "rules": {name: tell(message, lang=lang) for name, message in RULE_WORDS.items()},
        "broken_rules": {name: tell(message, lang=lang) for name, message in BROKEN_WORDS.items()},
        "purposes": {name: tell(message, lang=lang) for name, message in ARROWS.items()},
    }
