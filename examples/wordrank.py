"""Rank the words of some files, with a queue, workers and two scripts.

A producer pushes lines to a list while worker threads drain it: one script
takes a batch of lines, another adds a batch's words to the counts and the
ranking in one step. The same program runs in this process or on a server:

    python examples/wordrank.py [FILE…] [--url redis://localhost:6379]

Without files it reads the documents of this repository. The progress bar needs
``rich``.
"""

from __future__ import annotations

import argparse
import re
import threading
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

import redipy
from redipy.script import FnContext, RedisHash, RedisList, RedisSortedSet, RedisVar

LINES, DONE, COUNTS, RANKS = "lines", "done", "counts", "ranks"
BATCH = 20
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
ROOT = Path(__file__).resolve().parent.parent


def take_script() -> FnContext:
    """Take up to ``most`` lines, and count them as done in the same step."""
    ctx = FnContext()
    most = ctx.add_arg("most")
    lines = RedisList(ctx.add_key("lines"))
    done = RedisVar(ctx.add_key("done"))
    taken = ctx.add_local(lines.lpop(most))
    some, _ = ctx.if_(taken.len_().gt_(0))
    some.add(done.incrby(taken.len_()))
    ctx.set_return_value(taken)
    return ctx


def tally_script() -> FnContext:
    """Add ``words``, a dict of counts, to the totals and the ranking."""
    ctx = FnContext()
    words = ctx.add_arg("words")
    counts = RedisHash(ctx.add_key("counts"))
    ranks = RedisSortedSet(ctx.add_key("ranks"))
    loop, word, count = ctx.for_(words)
    loop.add(ranks.add(counts.hincrby(word, count), word))
    return ctx


class WordRank:
    """The ranking of one store."""

    def __init__(self, store: redipy.Redis) -> None:
        self._store = store
        self._take = store.register_script(take_script())
        self._tally = store.register_script(tally_script())
        self._produced = threading.Event()

    def produce(self, files: list[Path]) -> None:
        """Push the lines of the files."""
        for file in files:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
            for start in range(0, len(lines), BATCH):
                self._store.rpush(LINES, *lines[start : start + BATCH])
        self._produced.set()

    def work(self) -> None:
        """Drain the list until it is empty and nothing more will come."""
        while True:
            finished = self._produced.is_set()
            lines = self._take(
                keys={"lines": LINES, "done": DONE}, args={"most": BATCH}
            )
            assert isinstance(lines, list)
            if lines:
                words = Counter(w for line in lines for w in WORD.findall(line.lower()))
                keys = {"counts": COUNTS, "ranks": RANKS}
                self._tally(keys=keys, args={"words": dict(words)})
            elif finished:
                return
            else:
                self._produced.wait(0.001)

    def done(self) -> int:
        """How many lines were taken."""
        return int(self._store.get_value(DONE) or 0)


def run(store: redipy.Redis, files: list[Path], workers: int, console: Console) -> None:
    """Rank the words and print the first twenty."""
    total = sum(
        len(f.read_text(encoding="utf-8", errors="replace").splitlines()) for f in files
    )
    ranking = WordRank(store)
    threads = [threading.Thread(target=ranking.produce, args=(files,))]
    threads += [threading.Thread(target=ranking.work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(f"{len(files)} files, lines", total=total)
        for thread in threads:
            while thread.is_alive():
                progress.update(task, completed=ranking.done())
                thread.join(0.05)
        progress.update(task, completed=ranking.done())
    with store.pipeline() as pipe:
        pipe.zrange(RANKS, 0, 19, desc=True, withscores=True)
        pipe.zcard(RANKS)
        top, different = pipe.execute()
    assert isinstance(top, list)
    print(f"{different} different words; the first {len(top)}:")
    for place, (word, score) in enumerate(top, 1):
        print(f"{place:4} {word:16} {score:6.0f}")


def documents() -> list[Path]:
    """The documents of this repository."""
    found = [
        *ROOT.glob("*.md"),
        *ROOT.glob("[!.]*/README.md"),
        *ROOT.glob("docs/**/*.md"),
    ]
    return sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--url", default="memory://", help="where to count")
    parser.add_argument("--workers", type=int, default=4)
    arguments = parser.parse_args()
    console = Console(stderr=True)
    with redipy.Redis.from_url(arguments.url, prefix="wordrank:") as store:
        store.flushall()
        run(store, arguments.files or documents(), arguments.workers, console)
        store.flushall()


if __name__ == "__main__":
    main()
