"""The report of a run as a document: put together once as values, written as Markdown, Word or PDF.

`content.py` puts it together from the values of the page; `markdown.py`, `word.py` and `typeset.py` write it.
"""
