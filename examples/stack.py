"""A stack of dictionaries: a field is looked up through the frames below it.

Every method is one script, which finds its keys while it runs:

    python examples/stack.py [--url redis://localhost:6379]
"""

import argparse

import redipy
from redipy.helpers import RStack


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="memory://")
    with redipy.Redis.from_url(parser.parse_args().url, prefix="stack:") as r:
        r.flushall()
        stack = RStack(r)
        stack.push_frame("settings")
        stack.set_value("settings", "colour", "blue")
        stack.set_value("settings", "size", "10")
        stack.push_frame("settings")
        stack.set_value("settings", "size", "12")
        print("size here:      ", stack.get_value("settings", "size"))
        print("colour here:    ", stack.get_value("settings", "colour"))
        print("colour cascades:", stack.get_cascading("settings", "colour"))
        print("popped:         ", stack.pop_frame("settings"))
        print("size below:     ", stack.get_value("settings", "size"))
        r.flushall()


if __name__ == "__main__":
    main()
