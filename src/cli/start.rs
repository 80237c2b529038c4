//! Where the program starts.

use std::process::ExitCode;

/// Runs the program on its command line.
pub fn main() -> ExitCode {
    match super::grammar::parse(std::env::args_os()) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => error.exit(),
    }
}
