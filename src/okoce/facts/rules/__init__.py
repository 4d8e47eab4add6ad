"""Pure rules of facts: canonical bytes, Merkle trees, live versions, sameness of persons."""
