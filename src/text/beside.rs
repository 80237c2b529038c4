//! Two pieces of work done side by side, where they are long enough to be worth a second thread.

use std::cell::Cell;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

thread_local! {
    /// Whether this thread does one of two pieces of work, so that the cores are taken.
    static TAKEN: Cell<bool> = const { Cell::new(false) };
}

/// Does one piece of work aside and another here, on what is so long; in turn where it is shorter than what is worth a thread,
/// or where this is one of two pieces itself.
pub fn beside<A: Send, H>(
    (length, worth): (usize, usize),
    aside: impl Fn() -> A + Sync,
    here: impl FnOnce() -> H,
) -> (A, H) {
    if length < worth || TAKEN.get() {
        return (aside(), here());
    }
    thread::scope(|scope| {
        let second = thread::Builder::new().spawn_scoped(scope, || {
            TAKEN.set(true);
            aside()
        });
        TAKEN.set(true);
        let here = here();
        TAKEN.set(false);
        let aside = match second {
            Ok(second) => second.join().unwrap_or_else(|fault| resume_unwind(fault)),
            // A system that has no thread to give: it is done here all the same.
            Err(_) => aside(),
        };
        (aside, here)
    })
}

/// Does the same with many things, a few at a time, on two threads where together they are so long: each takes the next few
/// that nobody has taken yet, on a desk of its own. What each few came to is handed back in their order.
pub fn share_out<T: Sync, D, R: Send>(
    things: &[T],
    size: (usize, usize),
    desk: impl Fn() -> D + Sync,
    work: impl Fn(&mut D, &[T]) -> R + Sync,
) -> Vec<R> {
    let few = (things.len() / 48).clamp(1, 64);
    let next = AtomicUsize::new(0);
    let do_some = || {
        let mut own = None;
        let mut done = Vec::new();
        loop {
            let from = next.fetch_add(few, Ordering::Relaxed);
            let Some(rest) = things.get(from..).filter(|rest| !rest.is_empty()) else {
                return done;
            };
            let some = rest.get(..few).unwrap_or(rest);
            done.push((from, work(own.get_or_insert_with(&desk), some)));
        }
    };
    let (mut all, here) = beside(size, do_some, do_some);
    all.extend(here);
    all.sort_unstable_by_key(|(from, _)| *from);
    all.into_iter().map(|(_, done)| done).collect()
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

    #[test]
    fn within_a_piece_of_work_there_is_no_third_thread() {
        let own = || thread::current().id();
        let both = || beside((1, 1), own, own);
        let (aside, here) = beside((1, 1), both, both);
        assert!(aside.0 == aside.1 && here.0 == here.1);
    }

    #[test]
    fn what_is_shared_out_comes_back_in_order_and_none_is_done_twice() {
        for many in [0, 1, 47, 1000] {
            let things: Vec<usize> = (0..many).collect();
            for worth in [0, usize::MAX] {
                let done = share_out(&things, (many, worth), || 0, |_, some| some.to_vec());
                assert_eq!(done.concat(), things);
            }
        }
    }
}
