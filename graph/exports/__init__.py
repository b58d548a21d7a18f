"""Files for other programs: GraphML, GEXF, CSV, JSON, N-Quads, TriG."""
