//! Addresses of a Word file that goes to others: only what leads out into the world.

use std::collections::BTreeMap;

/// Addresses by the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) order: Vec<String>,
    known: BTreeMap<String, usize>,
}

impl Links {
    /// The number of a link's address, where it may stand in a file that goes to others.
    pub(super) fn number(&mut self, address: &str) -> Option<usize> {
        let address = outward(address)?;
        if let Some(&number) = self.known.get(&address) {
            return Some(number);
        }
        let number = self.order.len();
        self.known.insert(address.clone(), number);
        self.order.push(address);
        Some(number)
    }
}

/// An address that leads out into the world, with nothing in it that no address may hold; none for a place on somebody's own disk.
pub(super) fn outward(address: &str) -> Option<String> {
    let lower = address.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"];
    known.iter().find(|scheme| lower.starts_with(**scheme))?;
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        let fine = byte.is_ascii_graphic()
            && !matches!(
                byte,
                b'<' | b'>' | b'"' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'[' | b']'
            );
        match fine {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_in_the_world_goes_out() {
        assert_eq!(
            outward("https://a.org/x y\"<[é]").as_deref(),
            Some("https://a.org/x%20y%22%3C%5B%C3%A9%5D")
        );
        for kept in [
            "../seed.md",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "#annex",
        ] {
            assert_eq!(outward(kept), None, "{kept}");
        }
    }
}
