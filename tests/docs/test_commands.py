"""docs/commands.md: every verb and option, in both languages, as the help texts are."""

import sys

import pytest

from simulator.cli.codes import VERBS
from simulator.cli.group import group
from tests.docs.pages import ROOT, page

sys.path.insert(0, str(ROOT / ".ci"))
import command_docs

COMMANDS = "docs/commands.md"


def test_the_page_is_as_the_help_texts_are():
    assert command_docs.render() == page(COMMANDS), "run python .ci/command_docs.py"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_option_is_on_the_page(verb):
    chapter = page(COMMANDS).partition(f"## drill {verb}\n")[2].partition("\n## ")[0]
    for parameter in group("en").get_command(None, verb).params:
        if parameter.param_type_name == "option":
            assert all(f"`{option}`" in chapter for option in parameter.opts)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_option_says_what_it_is_for(verb, lang):
    options = [one for one in group(lang).get_command(None, verb).params if one.param_type_name == "option"]
    for option in options:
        assert option.help
        assert option.help.isascii() == (lang == "en"), option.help
