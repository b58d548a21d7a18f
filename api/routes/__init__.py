"""The HTTP routes, a file for each kind of resource: parse, ask the graph, answer."""
