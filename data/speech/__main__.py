"""`python -m data.speech record | write | rate`, from the root of the repository."""

import argparse

from data.speech.output import write
from data.speech.rate import error_rate
from data.speech.sources import sources


def main() -> None:
    """The three commands."""
    parser = argparse.ArgumentParser(prog="python -m data.speech", description=__doc__)
    parser.add_argument("command", choices=("record", "write", "rate"))
    parser.add_argument("names", nargs="*", help="which sets; all when none is named")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    names = given.names or list(sources())
    if given.command == "record":
        from data.speech.record import record  # loads both models' libraries

        record(names, given.processes)
    for name in names if given.command == "write" else ():
        write(name)
    for name in names if given.command == "rate" else ():
        print(error_rate(name))


if __name__ == "__main__":
    main()
