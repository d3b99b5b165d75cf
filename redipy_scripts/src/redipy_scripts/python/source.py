"""The source of a function, and the errors that point into it."""

from __future__ import annotations

import ast
import inspect
import linecache
from collections.abc import Callable
from types import FunctionType

from redipy_core.errors import ArgumentError, ArgumentTypeError
from redipy_core.tree import Location, Origin


class ScriptSyntaxError(ArgumentError, SyntaxError):
    """Something in a function that scripts have not, with the way to write it.

    It is raised when the function is decorated, and shows file, line and place
    as Python's own syntax errors do.
    """


class Source:
    """A Python function as text: where it stands, and its syntax tree."""

    def __init__(self, function: Callable[..., object]) -> None:
        if not isinstance(function, FunctionType):
            raise ArgumentTypeError(
                f"a script is made of a function, not of {type(function).__name__}"
            )
        self.function = function
        self.name = function.__name__
        self.filename = function.__code__.co_filename
        self.tree = self._parsed()

    def _parsed(self) -> ast.FunctionDef:
        try:
            lines, first = inspect.getsourcelines(self.function)
        except (OSError, TypeError):
            raise self._error(
                "the source of the function cannot be found: write it in a file",
                self.function.__code__.co_firstlineno,
            ) from None
        text = "".join(lines)
        # An indented function is parsed inside a block: columns stay what they are.
        indented = text[:1].isspace()
        found: ast.AST = ast.parse(f"if 1:\n{text}" if indented else text)
        ast.increment_lineno(found, first - (2 if indented else 1))
        for node in ast.walk(found):
            if isinstance(node, ast.AsyncFunctionDef) and node.name == self.name:
                raise self.refusal(
                    node, "a script does not wait: write def without async"
                )
            if isinstance(node, ast.FunctionDef) and node.name == self.name:
                return node
        raise self._error("a script is a function that def makes", first)

    @property
    def origin(self) -> Origin:
        """What a script keeps of it."""
        return Origin(self.name, self.filename, self.tree.lineno)

    def place(self, node: ast.AST) -> Location:
        """The file and line of a node."""
        return self.filename, getattr(node, "lineno", self.tree.lineno)

    def refusal(self, node: ast.AST, message: str) -> ScriptSyntaxError:
        """The error that points to a node."""
        return self._error(
            message,
            getattr(node, "lineno", self.function.__code__.co_firstlineno),
            getattr(node, "col_offset", None),
            getattr(node, "end_lineno", None),
            getattr(node, "end_col_offset", None),
        )

    def _error(
        self,
        message: str,
        line: int,
        column: int | None = None,
        end_line: int | None = None,
        end_column: int | None = None,
    ) -> ScriptSyntaxError:
        text = linecache.getline(self.filename, line)
        start = _characters(text, column or 0) + 1
        if end_line is None or end_column is None:
            return ScriptSyntaxError(message, (self.filename, line, start, text))
        end_text = linecache.getline(self.filename, end_line)
        end = _characters(end_text, end_column) + 1
        return ScriptSyntaxError(
            message, (self.filename, line, start, text, end_line, end)
        )


def _characters(text: str, column: int) -> int:
    """A column counted in bytes, counted in characters."""
    return len(text.encode()[:column].decode("utf-8", "replace"))
