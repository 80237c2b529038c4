//! Two pieces of work done side by side, where they are long enough to be worth a second thread.

use std::panic::resume_unwind;
use std::thread;

/// Does one piece of work aside and another here, on what is so long; in turn where it is shorter than what is worth a thread.
pub fn beside<A: Send, H>(
    (length, worth): (usize, usize),
    aside: impl Fn() -> A + Sync,
    here: impl FnOnce() -> H,
) -> (A, H) {
    if length < worth {
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
        for length in [0, 99, 100, usize::MAX] {
            let done = beside((length, 100), || "aside", || "here");
            assert_eq!(done, ("aside", "here"));
        }
    }
}
