"""Draws the pictures of the README from the last plan and scenario that stand in it.

`python .ci/pictures.py` plays them and writes `docs/pictures/`. Run it when charts, engine or that plan
change.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BLOCK = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLAY = "from simulator.cli import main; main()"


def main() -> int:
    """Play and copy; gives the exit code."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")):
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        options = ["--runs", "1000", "--lang", "en", "--out", str(folder / "outputs")]
        command = [sys.executable, "-c", PLAY, "run", str(folder / "scenarios" / "night.yaml"), *options]
        subprocess.run(command, check=True, cwd=ROOT)
        PICTURES.mkdir(exist_ok=True)
        for picture in folder.glob("outputs/*/*/charts/*.png"):
            shutil.copy(picture, PICTURES)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
