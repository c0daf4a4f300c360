"""Which drill this is."""

from importlib.metadata import PackageNotFoundError, version


def drill_version() -> str:
    """The version of drill that is installed; `0` where it is run without being installed."""
    try:
        return version("drill-simulator")
    except PackageNotFoundError:
        return "0"
