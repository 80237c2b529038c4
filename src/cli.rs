//! What may be typed.

use std::process::ExitCode;

/// Runs the program on its command line.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
