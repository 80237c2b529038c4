//! Results as lines of spans with a role; no colours.
