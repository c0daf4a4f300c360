"""The command line: one file for each verb. The only code that prints, reads the wall clock or exits."""


def main() -> None:
    """Run the `drill` command."""
    from simulator.cli.entry import run_command_line

    run_command_line()
