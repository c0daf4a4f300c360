"""The report of a run as one page that opens from disk without a network.

`page.py` puts it together from the values of each section; `door.py` is the one door through which text gets
into it; `templates/` holds what is read, `assets/` what it looks like and the script of its timeline.
"""
