"""The command line: one file for each verb. The only code that prints, reads the wall clock or exits."""


def main() -> None:
    """Run the `drill` command."""
    import signal

    from simulator.cli.entry import run_command_line

    try:
        run_command_line()
    finally:
        # Only tidying up is left. Cut short, it leaves helpers waiting for work, and itself waiting for them.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
