"""What scripts have not, and how to write it instead."""

from __future__ import annotations

import ast
from typing import Final

HINTS: Final[dict[type[ast.AST], str]] = {
    ast.ListComp: "a script has no comprehensions: fill a list in a for loop",
    ast.SetComp: "a script has no comprehensions: fill a list in a for loop",
    ast.DictComp: "a script has no comprehensions: fill a dict in a for loop",
    ast.GeneratorExp: "a script has no generators: fill a list in a for loop",
    ast.Lambda: "a script has no functions inside: write the code where it is used",
    ast.FunctionDef: "a script has no functions inside: write the code where it is used",
    ast.AsyncFunctionDef: "a script has no functions inside: write the code in place",
    ast.ClassDef: "a script has no classes: use dicts and lists",
    ast.Try: "a script has no try: test first, or let the script fail",
    ast.TryStar: "a script has no try: test first, or let the script fail",
    ast.Raise: "a script has no raise: return a value that says what went wrong",
    ast.Assert: "a script has no assert: test with if and return",
    ast.With: "a script has no with: it runs alone anyway",
    ast.AsyncWith: "a script has no with: it runs alone anyway",
    ast.AsyncFor: "a script does not wait: write for without async",
    ast.Await: "a script does not wait: write the call without await",
    ast.Yield: "a script has no yield: return a list",
    ast.YieldFrom: "a script has no yield: return a list",
    ast.Import: "a script has no import: import at the top of the file",
    ast.ImportFrom: "a script has no import: import at the top of the file",
    ast.Global: "a script changes nothing outside: pass it in and return it",
    ast.Nonlocal: "a script changes nothing outside: pass it in and return it",
    ast.Match: "a script has no match: write if and elif",
    ast.Set: "a script has no sets: use a list, or a dict with keys",
    ast.Starred: "a script takes no *: name each value, or go over them in a loop",
    ast.Slice: "a slice stands alone in its brackets",
}
"""By the kind of syntax."""

OPERATORS: Final[dict[type[ast.AST], str]] = {
    ast.Pow: "a script has no **: write x * x",
    ast.MatMult: "a script has no @",
    ast.BitAnd: "a script has no &: use and, or a RedisBitmap",
    ast.BitOr: "a script has no |: use or, or a RedisBitmap",
    ast.BitXor: "a script has no ^",
    ast.LShift: "a script has no <<: multiply",
    ast.RShift: "a script has no >>: divide with //",
    ast.Invert: "a script has no ~",
    ast.UAdd: "a script has no unary +: leave it away",
}
"""By the operator."""


def hint_for(node: ast.AST) -> str:
    """What to say of a piece of syntax that scripts have not."""
    return HINTS.get(type(node)) or f"a script has no {type(node).__name__}"
