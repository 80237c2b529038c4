//! A repository and its meeting.
