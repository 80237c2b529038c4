//! Short names made from content: hexadecimal digits that collide only by the rarest accident.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The first 40 hexadecimal digits of the SHA-256 of some pieces; each piece counts with its length, so
/// that `["ab", "c"]` and `["a", "bc"]` differ.
pub fn short_hash(pieces: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for piece in pieces {
        hasher.update((piece.len() as u64).to_be_bytes());
        hasher.update(piece.as_bytes());
    }
    let mut digits = String::with_capacity(40);
    for byte in hasher.finalize().iter().take(20) {
        // Writing into a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::short_hash;

    #[test]
    fn pieces_are_not_run_together() {
        assert_ne!(short_hash(&["ab", "c"]), short_hash(&["a", "bc"]));
        assert_eq!(short_hash(&["ab", "c"]), short_hash(&["ab", "c"]));
    }

    #[test]
    fn a_hash_is_forty_lower_case_hexadecimal_digits() {
        let hash = short_hash(&["x"]);
        assert_eq!(hash.len(), 40);
        assert!(hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));
    }
}
