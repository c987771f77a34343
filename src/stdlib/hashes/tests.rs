//! Checks of the hash functions against published test vectors.

use super::algorithm::{ALGORITHMS, Hmac, find, known, pbkdf2};
use super::object::hex;

#[test]
fn digests_have_their_size() {
    for algorithm in ALGORITHMS {
        let mut state = (algorithm.start)();
        state.update(b"abc");
        let length = state.finish(5).len();
        assert_eq!(
            length,
            algorithm
                .digest_size
                .max(5 * usize::from(algorithm.digest_size == 0))
        );
        assert!(find(&algorithm.name.to_uppercase()).is_some());
    }
}

#[test]
fn vectors() {
    let digest = |name: &str, data: &[u8]| {
        let mut state = (known(name).start)();
        state.update(data);
        hex(&state.finish(8))
    };
    assert_eq!(digest("md5", b""), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(
        digest("sha1", b"abc"),
        "a9993e364706816aba3e25717850c26c9cd0d89d"
    );
    assert_eq!(digest("shake_128", b""), "7f9c2ba4e88f827d");
    let mut hmac = Hmac::new(known("md5"), b"Jefe");
    hmac.update(b"what do ya want for nothing?");
    assert_eq!(hex(&hmac.finish()), "750c783e6ab0b503eaa86e310a5db738");
    let key = pbkdf2(known("sha1"), b"password", b"salt", 2, 30, &|| false);
    assert_eq!(
        key.map(|k| hex(&k)).as_deref(),
        Some("ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957cae93136266537a8d7bf")
    );
    let stopped = pbkdf2(known("sha1"), b"", b"", 5000, 20, &|| true);
    assert_eq!(stopped, None);
}
