//! A count over time as a curve of blocks.

/// A pause of the room counts as so many seconds, however long it was: nights and weeks take no room.
const PAUSE: i64 = 3 * 60 * 60;
/// What is done at one moment is set so many seconds apart.
const LEAST: i64 = 60;
/// Eighths of a cell, from the foot.
const EIGHTHS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// For each of so many columns, which of these moments (seconds, ascending) is the last that had come by then.
///
/// The first stands at the left edge and the last at the right one.
pub fn over_time(moments: &[i64], columns: usize) -> Vec<usize> {
    let mut at = 0_i64;
    let mut before: Option<i64> = None;
    let places: Vec<i64> = moments
        .iter()
        .map(|moment| {
            let gap = before.map_or(0, |before| (moment - before).clamp(LEAST, PAUSE));
            before = Some(*moment);
            at += gap;
            at
        })
        .collect();
    let Some(last) = places.last().copied() else {
        return Vec::new();
    };
    if columns == 1 {
        return vec![moments.len() - 1];
    }
    let right = i64::try_from(columns.saturating_sub(1))
        .unwrap_or(i64::MAX)
        .max(1);
    (0..columns)
        .map(|column| {
            // In the last column all of them have come.
            let column = i64::try_from(column).unwrap_or(right);
            let come = places.partition_point(|place| {
                place.saturating_mul(right) <= column.saturating_mul(last)
            });
            come.saturating_sub(1)
        })
        .collect()
}

/// A curve one row high; what is nothing at all stands as a line at the foot.
pub fn spark(values: &[usize], most: usize) -> String {
    values
        .iter()
        .map(|value| block(*value, most, 0, 1))
        .collect()
}

/// A curve so many rows high, the topmost row first.
pub fn curve(values: &[usize], most: usize, rows: usize) -> Vec<String> {
    (0..rows)
        .rev()
        .map(|row| {
            values
                .iter()
                .map(|value| block(*value, most, row, rows))
                .collect()
        })
        .collect()
}

/// The cell of a column in a row counted from the foot.
fn block(value: usize, most: usize, row: usize, rows: usize) -> char {
    if value == 0 || most == 0 {
        return if row == 0 { '▁' } else { ' ' };
    }
    // Something is never shown as nothing, and less than all never as all.
    let eighths = (value * rows * EIGHTHS.len()).div_ceil(most).max(2);
    let eighths = if value < most {
        eighths.min(rows * EIGHTHS.len() - 1)
    } else {
        eighths
    };
    match eighths.saturating_sub(row * EIGHTHS.len()) {
        0 => ' ',
        here => EIGHTHS.get(here - 1).copied().unwrap_or('█'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_something_less_than_all_and_all_look_different() {
        assert_eq!(spark(&[0, 1, 500, 999, 1000], 1000), "▁▂▄▇█");
        assert_eq!(spark(&[0, 0], 0), "▁▁");
        assert_eq!(spark(&[1, 2], 2), "▄█");
    }

    #[test]
    fn a_curve_of_several_rows_stands_on_its_foot() {
        assert_eq!(curve(&[0, 4, 8], 8, 2), ["  █", "▁██"]);
        assert_eq!(curve(&[1], 100, 3), [" ", " ", "▂"]);
    }

    #[test]
    fn the_first_stands_left_and_the_last_right_and_a_night_is_a_pause() {
        let hour = 3600;
        let moments = [0, hour, 2 * hour, 100 * hour];
        let columns = over_time(&moments, 6);
        assert_eq!(columns, [0, 1, 2, 2, 2, 3]);
        assert_eq!(over_time(&moments, 1), [3]);
        assert_eq!(over_time(&[5], 3), [0, 0, 0]);
        assert_eq!(over_time(&[], 3), Vec::<usize>::new());
        // Saved in one second, or out of order by a wrong clock: still one after the other.
        assert_eq!(over_time(&[9, 9, 3], 3), [0, 1, 2]);
    }
}
