//! Searching: where matches may start, found without running the whole program at every place.
//!
//! Invariant: no start is passed over at which the program would match.
//! Next file to read: `subject.rs`.

use super::engine::{Char, Machine, Stop};

impl<C: Char> Machine<'_, C> {
    /// Finds the first match at or after the request's position.
    pub fn search(&mut self) -> Result<bool, Stop> {
        let (program, text) = (self.program, self.text);
        let mut at = self.request.pos;
        loop {
            self.step()?;
            let Some(rest) = text.get(at..) else {
                return Ok(false);
            };
            if rest.len() < program.info.min {
                return Ok(false);
            }
            let ahead = match (program.info.prefix.first(), program.info.first) {
                (Some(&first), _) => C::find(rest, first),
                (None, Some(class)) => {
                    let class = &program.classes[class];
                    rest.iter().position(|c| class.contains(c.code()))
                }
                (None, None) => Some(0),
            };
            let Some(ahead) = ahead else {
                return Ok(false);
            };
            at += ahead;
            if self.starts_with_prefix(at) && self.matches_at(at)? {
                return Ok(true);
            }
            at += 1;
        }
    }

    #[inline(always)]
    fn starts_with_prefix(&self, at: usize) -> bool {
        let prefix = &self.program.info.prefix;
        prefix.len() < 2
            || self
                .text
                .get(at..)
                .and_then(|rest| rest.get(..prefix.len()))
                .is_some_and(|here| here.iter().zip(prefix).all(|(a, b)| a.code() == *b))
    }
}
