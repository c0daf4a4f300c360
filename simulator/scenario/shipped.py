"""What comes with drill: plans, scenarios and norm packs."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
SHIPPED = next((folder for folder in (_PACKAGE / "shipped",) if folder.is_dir()), _PACKAGE.parent)
"""In the package where it was installed, in the checkout where it runs from there."""

NORMS = "plans/norms"
"""The folder of norm packs, in what is shipped and in a project."""


def pack_files() -> dict[str, Path]:
    """Give the norm packs that come with drill, by id."""
    return {file.stem: file for file in sorted((SHIPPED / NORMS).glob("*.yaml"))}
