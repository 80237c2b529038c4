//! Many things of one kind done side by side, on two threads.

/// Does the same with each of some things, on two threads where there are two things.
pub(super) fn side_by_side<T: Sync, R: Send>(
    things: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let (one, other) = things.split_at(things.len() / 2);
    if one.is_empty() {
        return things.iter().map(work).collect();
    }
    std::thread::scope(|scope| {
        let half = scope.spawn(|| one.iter().map(&work).collect::<Vec<R>>());
        let other: Vec<R> = other.iter().map(&work).collect();
        let mut all = half
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        all.extend(other);
        all
    })
}
