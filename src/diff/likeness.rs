//! How alike two paragraphs are: the share of their words kept, weighted by how rare they are.
