"""The words everything else is written in: records, vocabulary, registry, errors."""
