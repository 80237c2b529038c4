//! All that is known at one version: texts, record and standing. No git.
