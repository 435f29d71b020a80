"""How big and how tangled the product's own code is: measured on its source, without importing it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PRODUCT = ("actions", "api", "bot")
LEFT_OUT = ("actions/store/migrations/versions",)
"""Written once, never changed."""
DIALOGUE = "actions.dialogue"
MANY_PARAMETERS = 7
BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.BoolOp, ast.match_case)
Function = ast.FunctionDef | ast.AsyncFunctionDef
Imports = Mapping[str, frozenset[str]]
"""Module → the product's modules that it imports."""


@dataclass(frozen=True)
class Source:
    """One file: its module's name, and what is in it."""

    module: str
    lines: int
    tree: ast.Module

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """`path` from the root of the repository, with slashes."""
        module = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        return cls(module, len(text.splitlines()), ast.parse(text))

    @property
    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


@dataclass(frozen=True)
class Measure:
    """`value` is to be at most `most`; `worst` names where it is. What is not `enforced` is only said."""

    title: str
    value: float
    most: float
    worst: str = ""
    enforced: bool = True

    @property
    def holds(self) -> bool:
        return self.value <= self.most

    def __str__(self) -> str:
        mark = "" if self.holds else "，超了" if self.enforced else "，超了（还没有强制）"
        return f"{self.title} {self.value:g}（至多 {self.most:g}{mark}）{self.worst}"


def product(root: Path) -> list[Source]:
    """Every file of the product below the repository's root."""
    paths = (
        path.relative_to(root).as_posix() for top in PRODUCT for path in sorted((root / top).rglob("*.py"))
    )
    kept = (path for path in paths if not path.startswith(LEFT_OUT) and "/.venv/" not in path)
    return [Source.of(path, (root / path).read_text(encoding="utf-8")) for path in kept]


def measures(sources: list[Source]) -> list[Measure]:
    """All bounds, in the order in which they are said."""
    talk = [source for source in sources if _within(source.module, DIALOGUE)]
    longest, name = max(_lengths(sources))
    tangled = circles(imports(sources))
    return [
        Measure("九成文件的行数不超过", ninetieth([source.lines for source in sources]), 190),
        Measure("最长的函数", longest, 60, f"：{name}"),
        Measure("七个以上参数的函数，百分比", many_parameters(sources), 1),
        Measure("对话里每百行的分支", branches(talk), 13, enforced=False),
        Measure("互相引用成环的", len(tangled), 0, "；".join("、".join(one) for one in tangled)),
    ]


def ninetieth(values: list[int]) -> int:
    """The smallest of the largest tenth."""
    return sorted(values)[int(0.9 * len(values))]


def many_parameters(sources: Iterable[Source]) -> float:
    """Functions with seven parameters or more, `self` not counted, in percent of all functions."""
    counts = [_parameters(function) for source in sources for function in source.functions]
    return round(100 * sum(count >= MANY_PARAMETERS for count in counts) / max(1, len(counts)), 2)


def branches(sources: Iterable[Source]) -> float:
    """Branches in a hundred lines: conditions, loops, handlers of errors, `and` and `or`, cases."""
    lines = found = 0
    for source in sources:
        lines += source.lines
        found += sum(isinstance(node, BRANCHES) for node in ast.walk(source.tree))
    return round(100 * found / max(1, lines), 1)


def imports(sources: Iterable[Source]) -> Imports:
    """Who imports whom, imports inside functions too; those for type checking alone do not count."""
    trees = {source.module: source.tree for source in sources}
    return {module: frozenset(_imported(tree, trees.keys()) - {module}) for module, tree in trees.items()}


def circles(graph: Imports) -> list[tuple[str, ...]]:
    """The neighbours in one package, modules and packages alike, that import each other in a circle."""
    packages = {module.rpartition(".")[0] for module in graph} - {""}
    every = packages | {parent for package in packages for parent in _parents(package)}
    return [circle for package in sorted(every) for circle in _tangled(_neighbours(graph, package))]


def _neighbours(graph: Imports, package: str) -> dict[str, set[str]]:
    """Edges between the direct members of a package, each with everything below it."""
    edges: dict[str, set[str]] = {}
    for module, imported in graph.items():
        one = _member(module, package)
        others = {_member(each, package) for each in imported}
        if one:
            edges.setdefault(one, set()).update(other for other in others if other and other != one)
    return edges


def _member(module: str, package: str) -> str | None:
    if not _within(module, package) or module == package:
        return None
    return f"{package}.{module.removeprefix(package + '.').partition('.')[0]}"


def _tangled(edges: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    reached = {name: _reached(edges, name) for name in edges}
    together = {
        tuple(sorted(other for other in reached[name] if name in reached.get(other, ()))) for name in edges
    }
    return sorted(circle for circle in together if circle)


def _reached(edges: Mapping[str, set[str]], start: str) -> set[str]:
    """Everything that leads on from `start`; itself too, if it leads back."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        new = edges.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


def _imported(tree: ast.AST, known: Iterable[str]) -> set[str]:
    names: set[str] = set()
    for node in _nodes(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    exact = names & set(known)
    # `from package import module` needs the module; the package itself comes with it
    return {name for name in exact if not any(_within(other, name) and other != name for other in exact)}


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _nodes(node)


def _lengths(sources: Iterable[Source]) -> Iterator[tuple[int, str]]:
    for source in sources:
        for function in source.functions:
            yield (
                (function.end_lineno or function.lineno) - function.lineno + 1,
                f"{source.module}.{function.name}",
            )


def _parameters(function: Function) -> int:
    given = function.args
    named = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    several = (given.vararg is not None) + (given.kwarg is not None)
    return len(named) - (named[:1] in (["self"], ["cls"])) + several


def _parents(package: str) -> Iterator[str]:
    while package := package.rpartition(".")[0]:
        yield package


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")
