#!/usr/bin/env python3
"""Counts the instructions of `gongbao extract` and compares them with tests/bench/instructions.txt.

    tests/bench/count.py             compare: ends with 1 where a figure is more than 5 % above the recorded one
    tests/bench/count.py --record    record what is found

Seconds depend on what else the machine does; instructions hardly do, so that a change of 5 % is the program's. They
depend on the compiler and the libraries: the figures are those of a Release build on Debian 12. Needs valgrind.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECORDED = ROOT / "tests/bench/instructions.txt"
VALGRIND = shutil.which("valgrind")
ALLOWED = 0.05
COPIES = 10

# Listed, so that an article that is added for its words does not change the figures.
DENSE = """
    examples/articles/hexian-report.txt
    tests/articles/bijie-2019-communique.txt
    tests/articles/chifeng-projects-2018.txt
    tests/articles/economy-2017-q3.txt
    tests/articles/guizhou-golden-week-2019.txt
    tests/articles/hk-trade-2021-11.txt
    tests/articles/huaihua-flood-2017.txt
    tests/articles/jiangxi-govreport-2023.txt
    tests/articles/linfen-air-2016.txt
    tests/articles/puyang-daily-2021.txt
    tests/articles/shouguang-prices-2012.txt
    tests/articles/transport-2015.txt
    tests/articles/tw-furlough-2022-08.txt
    tests/articles/xunyang-livelihood-2017.txt
    tests/articles/yunnan-bulletin-2020-02-11.txt
""".split()
NEWSPAPER = """
    tests/bench/articles/river-chief.txt
    tests/bench/articles/service-hall.txt
    tests/bench/articles/spring-market.txt
    tests/bench/articles/village-library.txt
""".split()

HEAD = """\
# Instructions of `gongbao extract`, counted by tests/bench/count.py, recorded with its --record.
#   startup            of a run over an empty file, in all
#   *_first            a byte of the articles, each read once, without the start
#   *_again            a byte of the same articles when they are read again in the same run
"""


class Failure(Exception):
    """Said to the user; nothing was compared."""


def fixed_addresses():
    """What to put before a command so that it always finds the same addresses; nothing where that is not allowed."""
    command = ["setarch", os.uname().machine, "-R"]
    try:
        subprocess.run(command + ["true"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return []
    return command


def count(tool, prefix, files):
    """Instructions of one run over these files."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "callgrind.out")
        # An environment of our own: its size moves the stack, and LD_*, LC_* and the like change what is run.
        command = prefix + ["env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C", VALGRIND, "--quiet", "--tool=callgrind",
                            "--callgrind-out-file=" + out, tool, "extract"] + files
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise Failure(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr}")
        with open(out, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.startswith(("summary:", "totals:")):
                    return int(line.split()[1])
    raise Failure("callgrind gave no total")


def measure(tool):
    prefix = fixed_addresses()
    empty = count(tool, prefix, ["/dev/null"])
    found = {"startup": float(empty)}
    for name, files in (("dense", DENSE), ("newspaper", NEWSPAPER)):
        size = sum((ROOT / file).stat().st_size for file in files)
        once = count(tool, prefix, files)
        often = count(tool, prefix, files * COPIES)
        found[name + "_first"] = (once - empty) / size
        found[name + "_again"] = (often - once) / (size * (COPIES - 1))
    return found


def cached(tool, name):
    """A variable of the CMake cache beside the program."""
    try:
        for line in (pathlib.Path(tool).parent / "CMakeCache.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith(name + ":"):
                return line.split("=", 1)[1]
    except OSError:
        pass
    return None


def first_line(command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def built_with(tool):
    return f"{first_line([cached(tool, 'CMAKE_CXX_COMPILER') or 'c++', '--version'])}, " \
           f"{first_line([VALGRIND, '--version'])}"


def read_recorded():
    figures, made_with = {}, "unknown"
    if RECORDED.exists():
        for line in RECORDED.read_text(encoding="utf-8").splitlines():
            if line.startswith("# with "):
                made_with = line[len("# with "):]
            elif line.strip() and not line.startswith("#"):
                name, value = line.split()
                figures[name] = float(value)
    return figures, made_with


def write_recorded(found, made_with):
    with RECORDED.open("w", encoding="utf-8") as out:
        out.write(f"{HEAD}# with {made_with}\n")
        for name, value in found.items():
            out.write(f"{name} {value:.0f}\n" if name == "startup" else f"{name} {value:.1f}\n")


def compare(found, recorded):
    """Prints every figure; gives the names of those that are too high, or not recorded, and of those far lower."""
    grown, shrunk = [], []
    for name, value in found.items():
        if name not in recorded:
            print(f"{name:16} found {value:12.1f}   not recorded")
            grown.append(name)
            continue
        change = value / recorded[name] - 1
        print(f"{name:16} found {value:12.1f}   recorded {recorded[name]:12.1f}   {change:+7.2%}")
        if change > ALLOWED:
            grown.append(name)
        elif change < -ALLOWED:
            shrunk.append(name)
    return grown, shrunk


def run():
    parser = argparse.ArgumentParser(description="Compares the instructions of gongbao extract with those recorded.")
    parser.add_argument("--record", action="store_true", help="record what is found")
    parser.add_argument("--tool", default="build/gongbao", help="the program (build/gongbao)")
    given = parser.parse_args()

    if not VALGRIND:
        raise Failure("there is no valgrind; on Debian: apt-get install valgrind")
    tool = str((ROOT / given.tool).resolve())
    if not os.access(tool, os.X_OK):
        raise Failure(f"there is no {tool}: build it first, or name it with --tool")
    build_type = cached(tool, "CMAKE_BUILD_TYPE")
    if build_type not in (None, "Release"):
        raise Failure(f"{tool} is a {build_type} build; the figures are those of a Release build")

    found, made_with = measure(tool), built_with(tool)
    if given.record:
        write_recorded(found, made_with)
        print(RECORDED.read_text(encoding="utf-8"), end="")
        return 0

    recorded, recorded_with = read_recorded()
    grown, shrunk = compare(found, recorded)
    how = f"run {pathlib.Path(__file__).relative_to(ROOT)} --record and commit {RECORDED.relative_to(ROOT)}"
    if (grown or shrunk) and made_with != recorded_with:
        print(f"recorded with {recorded_with};\nnow counted with {made_with}: this alone may be the reason")
    if shrunk:
        print(f"More than {ALLOWED:.0%} fewer instructions than recorded: {', '.join(shrunk)}. So that they stay: {how}.")
    if grown:
        sys.stdout.flush()
        print(f"error: more than {ALLOWED:.0%} more instructions than recorded, or none recorded: {', '.join(grown)}.\n"
              f"Find out why. If the change is worth it, {how}.", file=sys.stderr)
        return 1
    return 0


def main():
    try:
        return run()
    except Failure as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
