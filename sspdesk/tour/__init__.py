"""The guided tour: the main job on the demo vault through the real screens, as pictures and prints; needs no screen.

stage      the desk as the tour plays it
camera     numbers and writes pictures and prints
beginning  first run, empty desk, lock screen
releases   releases, in the chapter of casework: list, one case, papers for each recipient
listing    the police's list: file, columns, persons, review, stored
meeting    the Wednesday group: decisions, minutes, papers, hand-out
forums     the other forums: meeting, papers, series, year wheel
casework   persons, professionals, register, settings, and what every page has
exits      Exit: the door, the cases, one case, its dialogs, papers and figures
letters    letters and papers of a talk
planning   the calendar: views, school holidays, files of mail programs, print
oversight  a draft after the lock, an extract of the log, the reviewer's view
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.i18n import _
from sspdesk.labels.errors import explain

PASSPHRASE = "havn måge anker fyrtårn tovværk"  # opens invented persons, in a folder that is gone after the tour


def main(folder: Path, scheme: str = "light") -> int:
    """Write the tour to ``folder`` and return the exit code; ``scheme`` is "light" or "dark"."""
    temporary = Path(tempfile.mkdtemp(prefix="sspdesk-tour-"))
    os.environ["QT_QPA_PLATFORM"] = _screen(temporary)
    try:
        _play(folder, temporary, scheme)
    except KnownError as error:
        print(explain(error), file=sys.stderr)  # noqa: T201 - the tour has no window to say it in
        return 1
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return 0


def _screen(temporary: Path) -> str:
    """Return Qt's platform without a screen, as large as a small laptop's where the path has no colon of its own."""
    file = temporary / "screen.json"
    if ":" in str(file):
        return "offscreen"
    screen = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768}
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [screen | dots]}), encoding="utf-8")
    return f"offscreen:configfile={file}"


def _play(folder: Path, temporary: Path, scheme: str) -> None:
    from sspdesk.demo import make_demo_vault  # noqa: PLC0415 - the platform is chosen before Qt is loaded
    from sspdesk.services import vaults  # noqa: PLC0415 - as above
    from sspdesk.tour import (  # noqa: PLC0415 - as above
        beginning,
        casework,
        day,
        exits,
        forums,
        listing,
        meeting,
        oversight,
        planning,
        streets,
    )
    from sspdesk.tour.camera import Camera  # noqa: PLC0415 - as above
    from sspdesk.tour.stage import TODAY, Stage, make_application  # noqa: PLC0415 - as above
    from sspdesk.ui.theme import Scheme  # noqa: PLC0415 - as above

    camera = Camera(folder, _say)
    stage = Stage(make_application(Scheme(scheme)), camera, temporary)
    demo = temporary / "havnsoe.sspvault"
    make_demo_vault(demo, PASSPHRASE, today=TODAY)
    beginning.play(stage, demo, PASSPHRASE)
    stage.open(vaults.open_vault(demo, PASSPHRASE))
    for chapter in (day, listing, meeting, casework, streets, exits, forums, planning, oversight):
        chapter.play(stage)
    stage.close()
    _say(_("{count} files are in {folder}").format(count=len(camera.written), folder=folder))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - one line for each picture and print
