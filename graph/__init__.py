"""Facts to a store and out again: named graphs, the derived view, paths, exports."""
