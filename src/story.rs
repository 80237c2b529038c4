//! The worked example: the chapters of the book as steps.
