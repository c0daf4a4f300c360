"""Draws the pictures of the README: from the last plan and scenario in it, and from the sample city.

`python .ci/pictures.py` plays them and writes `docs/pictures/`. Run it when charts, engine or that plan
change.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BLOCK = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CITY = ROOT / "scenarios/ammonia_leak_night.yaml"
WIDTH, COLOURS = 1600, 160
"""Pixels and colours of the city's network, so that the page loads quickly."""
PLAY = "from simulator.cli import main; main()"


def charts(scenario: Path, runs: int, out: Path) -> Iterator[Path]:
    """Play a scenario and give its charts."""
    options = ["--runs", str(runs), "--lang", "en", "--out", str(out)]
    subprocess.run([sys.executable, "-c", PLAY, "run", str(scenario), *options], check=True, cwd=ROOT)
    yield from out.glob("*/*/charts/*.png")


def main() -> int:
    """Play and copy; gives the exit code."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")):
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        for picture in charts(folder / "scenarios" / "night.yaml", 1000, folder / "town"):
            if picture.stem in ("timeline", "response_times"):
                shutil.copy(picture, PICTURES)
        for picture in charts(CITY, 200, folder / "city"):
            if picture.stem == "network":
                image = Image.open(picture).convert("RGB")
                small = image.resize((WIDTH, WIDTH * image.height // image.width), Image.Resampling.LANCZOS)
                small.quantize(COLOURS).save(PICTURES / picture.name, optimize=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
