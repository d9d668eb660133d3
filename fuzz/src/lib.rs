//! What the targets share.

use octoconsent::core::text::cut_last;

/// A text with the check that belongs to it, over `before` and all before its last dot: FNV-1a, 32 bits, in decimal, written
/// from its draft (draft-eastlake-fnv), so that a mistake in the core's own is found too. No fuzzer guesses one.
#[must_use]
pub fn signed(before: &str, text: &str) -> String {
    let body = cut_last(text, b'.').map_or(text, |(body, _)| body);
    let bytes = before.bytes().chain(body.bytes());
    let hash = bytes.fold(2_166_136_261_u64, |hash, byte| (hash ^ u64::from(byte)) * 16_777_619 % (1 << 32));
    format!("{body}.{hash}")
}
