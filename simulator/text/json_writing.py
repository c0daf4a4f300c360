"""Values as JSON text that may be shown on a terminal."""

import json


def show_json(value: object) -> str:
    r"""Give a value as JSON, keys as they come, with a line break at the end.

    Letters stand as they are; signs that steer a terminal or turn the direction of writing are escaped.

    Raises
    ------
    ValueError
        For a number that is not finite, which JSON cannot hold.

    >>> show_json("火\x9b")
    '"火\\u009b"\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1] for letter in text
    )
