//! The places in a save at which the tests end the program.

/// A place in a save where the tests end the program.
#[cfg(not(test))]
pub(super) fn reached(_place: &str) {}

/// Ends the program here where `ADREF_CRASH_AT` names the place, as a crash does: nothing is cleaned up.
#[cfg(test)]
pub(super) fn reached(place: &str) {
    if std::env::var("ADREF_CRASH_AT").is_ok_and(|at| at == place) {
        std::process::exit(9);
    }
}
