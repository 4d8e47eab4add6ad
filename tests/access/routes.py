"""Every route that the server answers, third-party ones included, as the access table names them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True, slots=True)
class Route:
    """One route: its namespaced name and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]

    def address(self, values: dict[str, object]) -> str:
        return reverse(self.name, kwargs={argument: values[argument] for argument in self.arguments})


def all_routes() -> dict[str, Route]:
    """Routes by name. A route without a name, or two with one, cannot stand in the table and stop everything here."""
    found: dict[str, Route] = {}
    for route, pattern in _walk(get_resolver(), "", ()):
        if route.name.endswith(":") or not route.name:
            raise ValueError(f"the route {pattern} has no name: give its path() one, the access table needs it")
        if route.name in found and found[route.name].arguments == route.arguments:
            raise ValueError(f"two routes are called {route.name}: rename one of them")
        found[route.name] = route
    return found


def _walk(resolver: URLResolver, namespace: str, arguments: tuple[str, ...]) -> Iterator[tuple[Route, str]]:
    for entry in resolver.url_patterns:
        names = (*arguments, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Route(f"{namespace}{entry.name or ''}", names), str(entry.pattern)
        else:
            yield from _walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, names)
