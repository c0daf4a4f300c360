"""What time on a critical path can be spent on."""

LABELS = (
    "before",
    "observation",
    "own operator",
    "composing",
    "redial",
    "channel",
    "desk queue",
    "handling",
    "asking",
    "decision",
    "operators",
    "units",
    "participants",
    "mobilisation",
    "travel",
    "work",
    "aid answer",
    "clock",
    "post",
    "kept back",
)
"""What time can be spent on. Before the first event; until an observer sees; until the sender's own operator
begins; composing; until the attempt that got through; under way; at the receiver's desk; being taken in;
being answered; being decided, a deputy's turn included; until operators, or units, were free for work; until
participants came; turning out; travelling; at work; until aid was promised and ordered; a stated length of
time; until somebody held the post whose business it was; not told by an agency that misreports it."""

Where = tuple[str, str]
"""(label, place): one of `LABELS`, and the name of what the time went to."""
