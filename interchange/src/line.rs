//! Lines of a text, and columns in them.

/// A line of a file, and a column in it where that is known; both are counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) column: Option<usize>,
}

impl From<usize> for Line {
    fn from(number: usize) -> Self {
        Self { number, column: None }
    }
}

impl Line {
    /// The same, of a text whose first line is this line of the file.
    pub(crate) fn below(self, first: usize) -> Self {
        Self { number: self.number + first - 1, ..self }
    }

    /// Where a text ends that begins here. Its column is known where this one is: only then does the text stand in the file as it is.
    pub(crate) fn behind(self, text: &str) -> Self {
        let last = text.rsplit('\n').next().unwrap_or_default();
        let ends = text.matches('\n').count();
        let start = if ends == 0 { self.column } else { self.column.map(|_| 1) };
        Self { number: self.number + ends, column: start.map(|start| start + last.chars().count()) }
    }
}

/// Bytes between two counts of characters.
const STRIDE: usize = 1024;

/// Where lines begin and how many characters there are, so that asking for many places does not read the text again for each.
pub(crate) struct Lines {
    starts: Vec<usize>,
    /// How many bytes of the text before each stride begin no character; empty where each byte is one.
    inner: Vec<usize>,
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut inner = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for bytes in text.as_bytes().chunks(STRIDE) {
                inner.push(count);
                count += inside_characters(bytes);
            }
            inner.push(count);
        }
        Self { starts, inner }
    }

    /// The line of a byte, counted from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }

    /// Where the line of a byte begins.
    pub(crate) fn start(&self, at: usize) -> usize {
        self.starts[self.line(at) - 1]
    }

    /// Line and column of a byte of the text that this was made of.
    pub(crate) fn place(&self, text: &str, at: usize) -> Line {
        let at = at.min(text.len());
        let column = self.between(text, self.start(at), at) + 1;
        Line { number: self.line(at), column: Some(column) }
    }

    /// How many characters there are between two bytes.
    pub(crate) fn between(&self, text: &str, from: usize, to: usize) -> usize {
        self.characters(text, to) - self.characters(text, from)
    }

    /// How many characters begin before a byte.
    fn characters(&self, text: &str, at: usize) -> usize {
        let Some(known) = self.inner.get(at / STRIDE) else { return at };
        at - known - inside_characters(&text.as_bytes()[at / STRIDE * STRIDE..at])
    }
}

/// Bytes that begin no character.
fn inside_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 == 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_columns_in_characters() {
        let text = format!("{}\nāb\n{}é!", "x".repeat(3000), "é".repeat(3000));
        let lines = Lines::of(&text);
        for (wanted, number, column) in [("x", 1, 1), ("b", 2, 2), ("!", 3, 3002)] {
            assert_eq!(lines.place(&text, text.find(wanted).unwrap()), Line { number, column: Some(column) }, "{wanted}");
        }
        assert_eq!(lines.place(&text, usize::MAX).number, 3);
        let first = Line { number: 1, column: Some(3) };
        assert_eq!((first.behind("é").column, first.behind("a\né\nbc")), (Some(4), Line { number: 3, column: Some(3) }));
        assert_eq!(Line::from(1).behind("a\nb"), Line::from(2));
        assert_eq!(Lines::of("").place("", 0), Line { number: 1, column: Some(1) });
    }
}
