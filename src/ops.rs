//! All that a user can do: questions and commands.
