"""Every line marked as a mistake must be one to both type checkers."""

from redipy_bloom import Bloom

import redipy


def wrong(r: redipy.Redis) -> None:
    Bloom(r).add("k")  # mistake
    Bloom(r).reserve("k", "0.1", 10)  # mistake
    Bloom(r).no_such_command("k")  # mistake
    Bloom(3)  # mistake
    text: str = Bloom(r).add("k", "x")  # mistake
    r.bf.add("k", "x")  # mistake
    print(text)
