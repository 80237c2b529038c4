//! YAML in and out: budgets, refusals of aliases and tags, faults with place and excerpt.
