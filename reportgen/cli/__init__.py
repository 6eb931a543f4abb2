"""The command line: arguments, progress, exit statuses; the only package that prints.

The statuses are a contract: 0 done, 1 done with something open, 2 wrong usage or a broken plan or layout, 3 a fault of
our own, 130 interrupted.
"""


def main() -> None:
    """Run the command line and leave with its exit status; Ctrl+C while it starts is an interrupt like any other."""
    try:
        from reportgen.cli.run import run

        status = run()
    except KeyboardInterrupt:
        status = 130
    raise SystemExit(status)
