"""The declaration of a command: everything about it that is not behaviour.

A command is declared once, as a typed Python function without a body::

    @command(
        "LPUSH key elements ...",
        "write denyoom fast",
        reply=INTEGER,
        since="1.0.0",
        complexity="O(N) with N the number of elements",
    )
    def lpush(key: Key, *elements: Value) -> int:
        \"\"\"Insert elements at the head of a list …\"\"\"

The signature, its overloads and the docstring are what users see on every face;
the first string is what a server reads. A parameter fills the slot of its own
name; ``*elements`` fills a repeated slot, a mapping fills a repeated pair.

A subcommand is a command with a name of two words: ``"OBJECT ENCODING key"``
declares ``OBJECT ENCODING``, and ``OBJECT`` becomes a container, whose other
subcommands are unknown. All bare words in capitals that begin the syntax are the
name; a fixed word that is none of it stands in brackets, ``(STREAMS key)``.

Where the Pythonic method is not the wire's form word for word, a *view* says
how one becomes the other: ``options=`` takes the keyword options and gives the
slots that are left, ``view=`` takes all arguments and gives a :class:`Call` of
any command. The decorator returns the function, so overloads stay overloads;
:func:`commands_of` collects what a module declares.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar, get_overloads

from redipy_core.errors import NUMKEYS, CountErrors
from redipy_core.grammar import Arg, parse_grammar, render_grammar
from redipy_core.replies import Either, Reply, ReplyRule

if TYPE_CHECKING:
    from redipy_core.script import ScriptSource

Misfit = Literal["syntax", "arity", "subcommand"]

FLAGS = frozenset(
    {
        "write",
        "readonly",
        "denyoom",
        "fast",
        "noscript",
        "pubsub",
        "blocking",
        "random",
        "keyspace",
        "repeatable",
        "internal",
        *("admin", "loading", "stale", "no_auth", "no_multi", "allow_busy"),
        *("no_async_loading", "skip_monitor", "skip_slowlog", "may_replicate"),
        "no_mandatory_keys",
    }
)
"""What may be said of a command.

Redis's own words, and those of :data:`OWN_FLAGS`. ``movablekeys`` is not said but
follows from the grammar (:func:`~redipy_core.key_places.has_movable_keys`).
"""

OWN_FLAGS = frozenset({"random", "keyspace", "repeatable", "internal"})
"""Flags that a server does not have.

``random`` (the answer is left to chance), ``keyspace`` (it looks at all keys, so a
prefix limits it), ``repeatable`` (not readonly, yet it may be sent twice unharmed),
``internal`` (a helper of a method, unknown to the raw path).
"""


class Call(NamedTuple):
    """A call as a value: a command's name and the arguments of its direct form.

    ``args`` are what the method would take, option slots after them; ``reply``
    overrides the command's own reply kind.
    """

    command: str
    args: tuple[object, ...]
    reply: ReplyRule | None = None


_NAME = re.compile(r"\S+(?: [A-Z-]+(?=\s|$))?")


def split_syntax(syntax: str) -> tuple[str, str]:
    """A command's name, of one word or two, and the grammar of what follows."""
    found = _NAME.match(syntax)
    if found is None:
        raise ValueError(f"{syntax!r} begins with no name")
    return found[0], syntax[found.end() :]


MakeScript = Callable[[], "ScriptSource"]
Options = Callable[..., tuple[object, ...]]
View = Callable[..., Call]
Check = Callable[..., object]


class UnfitWordsError(Exception):
    """Raised by a reader for words that do not fit; ``misfit`` says what that means."""


Reader = Callable[[Sequence[bytes]], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a method that is filled into a slot as it stands."""

    name: str
    slot: int
    kind: Literal["one", "many", "mapping"]
    default: object = inspect.Parameter.empty


class Command:
    """A declared command. Make one with :func:`command`."""

    def __init__(
        self,
        syntax: str,
        flags: str,
        function: FunctionType,
        *,
        reply: ReplyRule,
        group: str,
        since: str,
        complexity: str,
        misfit: Misfit | None,
        eager: bool,
        late: bool,
        once: str,
        unknown_option: str | None,
        check: Check | None,
        reader: Reader | None,
        scoped: str | None,
        options: Options | None,
        view: View | None,
        direct_if: str | None,
        manual: str | None = None,
        numkeys: CountErrors = NUMKEYS,
        portable: MakeScript | None = None,
    ) -> None:
        self.name, self._grammar = split_syntax(syntax)
        self.flags = frozenset(flags.split())
        if unknown := self.flags - FLAGS:
            raise ValueError(f"{self.name}: unknown flags {sorted(unknown)}")
        self.function = function
        self.reply = reply
        self.group = group
        self.since = since
        self.complexity = complexity
        self.eager = eager
        self.late = late
        self.once = frozenset(once.split())
        self.unknown_option = unknown_option
        self.check = check
        self.reader = reader
        self.scoped = scoped
        self._misfit: Misfit | None = misfit
        self.options = options
        self.view = view
        self.direct_if = direct_if
        self.manual = manual
        self.numkeys = numkeys
        self.portable = portable

    def __repr__(self) -> str:
        return f"<command {self.name}>"

    # -- the wire --------------------------------------------------------------

    @cached_property
    def args(self) -> tuple[Arg, ...]:
        """The grammar's arguments, one for each slot."""
        return parse_grammar(self._grammar)

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """The names of the slots, in order."""
        return tuple(arg.name for arg in self.args)

    @cached_property
    def manual_args(self) -> tuple[Arg, ...]:
        """The arguments as the Redis manual has them: the slots, unless told."""
        return self.args if self.manual is None else parse_grammar(self.manual)

    @cached_property
    def syntax(self) -> str:
        """The command as the Redis manual prints it."""
        return f"{self.name} {render_grammar(self.manual_args)}".rstrip()

    @cached_property
    def arity(self) -> int:
        """As COMMAND INFO gives it: the words, name included; negative: at least."""
        least = len(self.wire_words) + sum(
            arg.width for arg in self.manual_args if not arg.optional
        )
        fixed = not any(arg.varies for arg in self.manual_args)
        return least if fixed else -least

    @cached_property
    def misfit(self) -> Misfit:
        """What the server calls words that do not fit: bad syntax, or bad arity."""
        if self._misfit is not None:
            return self._misfit
        if any(arg.token or arg.type == "oneof" for arg in self.args):
            return "syntax"
        return "arity"

    @cached_property
    def wire_words(self) -> tuple[bytes, ...]:
        """The name as it is sent: one word, two for a subcommand."""
        return tuple(self.name.encode().split(b" "))

    @property
    def retry_safe(self) -> bool:
        """Whether sending the command twice does no harm."""
        return bool(self.flags & {"readonly", "repeatable"})

    # -- the method ------------------------------------------------------------

    @property
    def method_name(self) -> str:
        """The name of the Python method."""
        return self.function.__name__

    @property
    def doc(self) -> str:
        """The method's documentation, indentation removed."""
        return inspect.getdoc(self.function) or ""

    @cached_property
    def signature(self) -> inspect.Signature:
        """The method's signature, without ``self``."""
        return inspect.signature(self.function)

    @property
    def overloads(self) -> list[inspect.Signature]:
        """The signatures that type checkers choose from; the only one, if so."""
        found = [inspect.signature(f) for f in get_overloads(self.function)]
        return found or [self.signature]

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters that fill slots directly, in the method's order."""
        return tuple(self._parameters())

    def _parameters(self) -> Iterator[Parameter]:
        for parameter in self.signature.parameters.values():
            if parameter.kind is parameter.KEYWORD_ONLY and self.options:
                continue
            slot = self._slot_of(parameter.name)
            arg = self.args[slot]
            kind: Literal["one", "many", "mapping"] = "one"
            if arg.multiple:
                kind = "mapping" if arg.type == "block" else "many"
            yield Parameter(parameter.name, slot, kind, parameter.default)

    def _slot_of(self, parameter: str) -> int:
        try:
            return self.slots.index(parameter)
        except ValueError:
            raise ValueError(
                f"{self.method_name}(): no slot of {self.name} is called {parameter!r}"
            ) from None

    @cached_property
    def key_parameter(self) -> str | None:
        """The parameter that takes the first key; None if no parameter does.

        It may take several keys, or pairs of a key and something else.
        """
        for name in self.signature.parameters:
            if name in self.slots and self.args[self.slots.index(name)].leads_to_key():
                return name
        return None

    @cached_property
    def option_slots(self) -> tuple[int, ...]:
        """The slots that :attr:`options` fills."""
        direct = {parameter.slot for parameter in self.parameters}
        return tuple(i for i in range(len(self.slots)) if i not in direct)

    def reply_for(self, given: Mapping[str, bool]) -> Reply:
        """The reply kind, once it is known which slots are given."""
        rule = self.reply
        while isinstance(rule, Either):
            rule = rule.given if given[rule.slot] else rule.absent
        return rule


F = TypeVar("F", bound=Callable[..., object])


def command(
    syntax: str,
    flags: str = "",
    *,
    reply: ReplyRule,
    since: str,
    complexity: str,
    misfit: Misfit | None = None,
    eager: bool = False,
    late: bool = False,
    once: str = "",
    unknown_option: str | None = None,
    check: Check | None = None,
    reader: Reader | None = None,
    scoped: str | None = None,
    numkeys: CountErrors = NUMKEYS,
    options: Options | None = None,
    view: View | None = None,
    direct_if: str | None = None,
    manual: str | None = None,
    portable: MakeScript | None = None,
) -> Callable[[F], F]:
    """Declare a command.

    ``syntax`` is the command's name, in capitals, and its grammar (:mod:`redipy_core.grammar`),
    ``flags`` words of :data:`FLAGS`, ``since`` the first Redis version with it,
    ``complexity`` its cost. ``misfit`` names the error for words that do not
    fit; ``eager`` converts numbers as they are met instead of after all words
    are read; ``late`` complains of options that do not fit only after the key was
    looked at: the last slot then holds the CommandError, which the behaviour
    raises. ``numkeys`` says what the server says of a number of keys that does
    not fit. ``once`` names options that do not fit twice, ``unknown_option`` is
    the error for a word where an option should be (``{}`` stands for the word).
    ``check`` is called with all slots, words not yet converted to numbers; it
    raises CommandError where options exclude one another. ``reader`` takes the words
    after the name and gives the slots, where the server reads and complains in an
    order of its own that no grammar says. ``scoped`` names the
    command that a client with a prefix uses instead, its first slot the prefix.

    ``options`` turns the keyword options into the option slots; called with
    none it must give None or False for each. ``view`` turns all arguments into
    a :class:`Call`; ``direct_if`` is a Python condition over the parameters
    under which the call is this command's own and the view is not asked.

    ``manual`` is the grammar as the manual prints it, for a command whose options
    the server reads one by one after it has looked at the key: ``syntax`` then
    has a repeated slot for their words, and the behaviour reads them.

    ``portable`` makes the script that carries the command out where a backend does
    not have it (:mod:`redipy_core.portable`); it is called once, when needed.
    """

    def declare(function: F) -> F:
        declaring: object = function
        if not isinstance(declaring, FunctionType):
            raise TypeError(f"a command is declared by a function, not {function!r}")
        declared = Command(
            syntax,
            flags,
            declaring,
            reply=reply,
            group=function.__module__.rpartition(".")[2],
            since=since,
            complexity=complexity,
            misfit=misfit,
            eager=eager,
            late=late,
            once=once,
            unknown_option=unknown_option,
            check=check,
            reader=reader,
            scoped=scoped,
            options=options,
            view=view,
            direct_if=direct_if,
            manual=manual,
            numkeys=numkeys,
            portable=portable,
        )
        declaring.__dict__["__redipy_command__"] = declared
        return function

    return declare


def command_of(function: Callable[..., object]) -> Command:
    """The command that a decorated function declares; TypeError if it is none."""
    found = getattr(function, "__redipy_command__", None)
    if not isinstance(found, Command):
        raise TypeError(f"{function!r} declares no command")
    return found


def commands_of(module: ModuleType) -> list[Command]:
    """The commands that a module declares, in the order of its text."""
    return [
        found
        for function in vars(module).values()
        if isinstance(found := getattr(function, "__redipy_command__", None), Command)
        and function.__module__ == module.__name__
    ]
