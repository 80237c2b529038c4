//! Two pieces of work on one source, done side by side where it is long enough to be worth a second thread.

use std::panic::resume_unwind;
use std::thread;

/// A source shorter than this is read before a second thread has begun.
const LONG: usize = 256 << 10;

/// Does one piece of work aside and another here, on a source of so many bytes; in turn where that is as quick.
pub(super) fn beside<A: Send, H>(
    length: usize,
    aside: impl Fn() -> A + Sync,
    here: impl FnOnce() -> H,
) -> (A, H) {
    if length < LONG {
        return (aside(), here());
    }
    thread::scope(|scope| {
        let second = thread::Builder::new().spawn_scoped(scope, &aside);
        let here = here();
        let aside = match second {
            Ok(second) => second.join().unwrap_or_else(|fault| resume_unwind(fault)),
            // A system that has no thread to give: it is done here all the same.
            Err(_) => aside(),
        };
        (aside, here)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_piece_of_work_is_done_and_handed_back_whatever_the_length() {
        for length in [0, LONG - 1, LONG, usize::MAX] {
            assert_eq!(beside(length, || "aside", || "here"), ("aside", "here"));
        }
    }
}
