//! Numbers for things met over and over: the same for the same, from nought on.

/// Numbers by a key of 64 bits, which tells things apart for all practical purposes.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    keys: Vec<u64>,
    /// Numbers counted from one, nought where none stands; a power of two of them, fewer than half of them taken.
    slots: Vec<u32>,
}

impl Numbers {
    /// Makes room for so many things, where none has a number yet.
    pub(super) fn expect(&mut self, many: usize) {
        if self.keys.is_empty() {
            self.keys.reserve(many);
            self.slots = vec![0; (many * 2).next_power_of_two().max(512)];
        }
    }

    /// The number of a text.
    pub(super) fn of(&mut self, text: &str) -> u32 {
        self.of_key(key(text.as_bytes()))
    }

    /// The number of a key.
    pub(super) fn of_key(&mut self, key: u64) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = place(key);
        while let Some(&number) = self.slots.get(at & mask) {
            if number == 0 {
                break;
            }
            if self.keys.get(number as usize - 1) == Some(&key) {
                return number - 1;
            }
            at += 1;
        }
        self.add(key, at & mask)
    }

    /// The number of a key that has one.
    pub(super) fn find(&self, key: u64) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = place(key);
        loop {
            let number = self.slots.get(at & mask)?.checked_sub(1)?;
            if self.keys.get(number as usize) == Some(&key) {
                return Some(number);
            }
            at += 1;
        }
    }

    /// The keys in the order of their numbers.
    pub(super) fn keys(&self) -> &[u64] {
        &self.keys
    }

    fn add(&mut self, key: u64, at: usize) -> u32 {
        self.keys.push(key);
        let number = self.keys.len() as u32;
        if self.keys.len() * 2 <= self.slots.len() {
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = number;
            }
            return number - 1;
        }
        let many = (self.slots.len() * 2).max(512);
        self.slots = vec![0; many];
        for (number, &key) in (1..).zip(&self.keys) {
            let mut at = place(key);
            while self
                .slots
                .get(at & (many - 1))
                .is_some_and(|taken| *taken > 0)
            {
                at += 1;
            }
            if let Some(slot) = self.slots.get_mut(at & (many - 1)) {
                *slot = number;
            }
        }
        number - 1
    }
}

/// Where a key is looked for first.
fn place(key: u64) -> usize {
    (key ^ key >> 32) as usize >> 1
}

/// A key of some bytes.
pub(super) fn key(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64;
    for word in words {
        hash = mixed(hash, u64::from_le_bytes(*word));
    }
    let mut last = 0_u64;
    for byte in rest {
        last = last << 8 | u64::from(*byte);
    }
    mixed(hash, last)
}

/// A key with eight bytes more.
pub(super) fn mixed(hash: u64, piece: u64) -> u64 {
    let product = (hash ^ piece).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ product >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_a_number_of_its_own() {
        let mut numbers = Numbers::default();
        let texts: Vec<String> = (0..3000)
            .map(|n| format!("{}shall {n}", "a".repeat(n % 17)))
            .collect();
        for _ in 0..2 {
            for (n, text) in texts.iter().enumerate() {
                assert_eq!(numbers.of(text), n as u32);
                assert_eq!(numbers.find(key(text.as_bytes())), Some(n as u32));
            }
        }
        assert_eq!(numbers.keys().len(), 3000);
        assert_eq!(numbers.find(key(b"other")), None);
        assert_eq!(Numbers::default().find(7), None);
        let mut expected = Numbers::default();
        expected.expect(1000);
        let again: Vec<u32> = texts.iter().map(|text| expected.of(text)).collect();
        assert!(again.iter().copied().eq(0..3000));
    }

    #[test]
    fn what_differs_in_length_alone_differs() {
        assert_ne!(key(b""), key(b"\0"));
        assert_ne!(key(b"\0a"), key(b"a"));
        assert_ne!(key("应当".as_bytes()), key("当应".as_bytes()));
    }
}
