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

/// The whole SHA-256 of some bytes in base 64 (RFC 4648), as the policy of a page names its own scripts and styles by.
pub fn sha256_base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(bytes);
    let mut out = String::with_capacity(44);
    for three in digest.chunks(3) {
        let byte = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let sign = (bits >> (18 - 6 * n)) & 63;
            let sign = SIGNS.get(sign as usize).copied().unwrap_or(b'=');
            out.push(if n > three.len() {
                '='
            } else {
                char::from(sign)
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{sha256_base64, short_hash};

    #[test]
    fn a_hash_in_base_64_is_that_of_the_standard() {
        // SHA-256 of nothing, and of "abc" (FIPS 180-4).
        assert_eq!(
            sha256_base64(b""),
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
        assert_eq!(
            sha256_base64(b"abc"),
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }

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
