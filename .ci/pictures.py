"""Draws the pictures of the README in both languages: of its last plan and scenario, and of the sample city.

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
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BLOCK = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CITY = ROOT / "scenarios/ammonia_leak_night.yaml"
WIDTH, COLOURS = 1600, 160
"""Pixels and colours of the city's network, so that the page loads quickly."""
PLAY = "from simulator.cli import main; main()"


EVACUATED = {"en": "Downwind evacuation complete", "zh": "下风向群众疏散完成"}
"""The milestone of the city whose critical path is lit, by language."""


def charts(scenario: Path, runs: int, lang: str, out: Path) -> Iterator[Path]:
    """Play a scenario and give its charts and its report."""
    options = ["--runs", str(runs), "--lang", lang, "--out", str(out)]
    subprocess.run([sys.executable, "-c", PLAY, "run", str(scenario), *options], check=True, cwd=ROOT)
    yield from (*out.glob("*/*/charts/*.png"), *out.glob("*/*/report.html"))


def photograph(page: Path, lang: str, picture: Path) -> None:
    """Take a picture of the timeline of a report, with the path of an objective lit, in a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 860})
        tab.goto(page.as_uri())
        tab.select_option("#pick-path", label=EVACUATED[lang])
        tab.locator("#timeline").scroll_into_view_if_needed()
        tab.evaluate("document.getElementById('timeline').scrollIntoView()")
        tab.wait_for_timeout(500)
        tab.screenshot(path=picture)
        browser.close()


def draw(folder: Path, lang: str, pictures: Path) -> None:
    """Draw the pictures of one language."""
    pictures.mkdir(exist_ok=True)
    for picture in charts(folder / "scenarios" / "night.yaml", 1000, lang, folder / f"town_{lang}"):
        if picture.name == "response_times.png":
            shutil.copy(picture, pictures)
    for picture in charts(CITY, 200, lang, folder / f"city_{lang}"):
        if picture.name == "report.html":
            photograph(picture, lang, pictures / "report.png")
        if picture.stem == "network":
            image = Image.open(picture).convert("RGB")
            small = image.resize((WIDTH, WIDTH * image.height // image.width), Image.Resampling.LANCZOS)
            small.quantize(COLOURS).save(pictures / picture.name, optimize=True)


def main() -> int:
    """Play and copy; gives the exit code."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")):
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        draw(folder, "en", PICTURES)
        draw(folder, "zh", PICTURES / "zh")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
