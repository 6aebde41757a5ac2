//! A text of a body, and where in the file each part of it stands.
//!
//! What is read from a body loses signs on its way: indents, list marks, backslashes, gaps. Each piece that is left keeps its own place,
//! so that what is wrong in it is told where its author wrote it.

use crate::line::{Line, Lines};

/// A text in Markdown or HTML, made of pieces of a file.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Passage {
    text: String,
    /// Where pieces begin, in bytes of the text and in the file, in their order; the first begins the text.
    pieces: Vec<(usize, Line)>,
}

impl Passage {
    /// A text that stands in the file as it is, from a place on.
    pub(crate) fn of(text: &str, at: Line) -> Self {
        Self { text: text.to_owned(), pieces: vec![(0, at)] }
    }

    /// The body of an item or a set, whose lines are whole lines of the file.
    pub(crate) fn body(text: &str, first: usize) -> Self {
        Self::of(text, Line { number: first, column: Some(1) })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Puts a piece at the end.
    pub(crate) fn push(&mut self, text: &str, at: Line) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// Puts another passage at the end.
    pub(crate) fn append(&mut self, other: &Self) {
        let before = self.text.len();
        self.pieces.extend(other.pieces.iter().map(|(start, at)| (before + start, *at)));
        self.text.push_str(&other.text);
    }

    /// Puts a piece at the end, in a line of its own.
    pub(crate) fn push_line(&mut self, text: &str, at: Line) {
        self.text.push('\n');
        self.push(text, at);
    }

    /// Where the words begin, behind white space; where there are none, where they would.
    pub(crate) fn start(&self) -> Line {
        let blank = self.text.len() - self.text.trim_start().len();
        self.places().at(if blank == self.text.len() { 0 } else { blank })
    }

    /// To ask for the places of several bytes.
    pub(crate) fn places(&self) -> Places<'_> {
        Places { passage: self, lines: Lines::of(&self.text) }
    }

    /// The lines, each with its place.
    pub(crate) fn lines(&self) -> Vec<(Line, &str)> {
        let (places, mut from) = (self.places(), 0);
        let line = |line: &'_ str| {
            let at = places.at(from);
            from += line.len();
            at
        };
        let ats: Vec<Line> = self.text.split_inclusive('\n').map(line).collect();
        ats.into_iter().zip(self.text.lines()).collect()
    }

    /// The first lines, as many as that.
    pub(crate) fn first(&self, lines: usize) -> Self {
        self.part(0, self.text.split_inclusive('\n').take(lines).map(str::len).sum())
    }

    /// From a byte up to another.
    pub(crate) fn part(&self, from: usize, to: usize) -> Self {
        self.places().part(from, to)
    }

    /// The same without white space around it.
    pub(crate) fn trimmed(&self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        self.part(start, start + self.text.trim().len())
    }

    /// Without these characters.
    pub(crate) fn without(&self, signs: &[char]) -> Self {
        self.cut(self.text.match_indices(signs).map(|(at, sign)| (at, sign.len())))
    }

    /// Without the backslashes that make a sign plain.
    pub(crate) fn plain(&self, sign: &str) -> Self {
        self.cut(self.text.match_indices(&format!("\\{sign}")).map(|(at, _)| (at, 1)))
    }

    /// Without what begins at these bytes and has these lengths.
    fn cut(&self, gone: impl Iterator<Item = (usize, usize)>) -> Self {
        let (mut out, mut from, places) = (Self::default(), 0, self.places());
        for (at, length) in gone {
            out.append(&places.part(from, at));
            from = at + length;
        }
        out.append(&places.part(from, self.text.len()));
        out
    }
}

/// Places in a passage.
pub(crate) struct Places<'a> {
    passage: &'a Passage,
    lines: Lines,
}

impl Places<'_> {
    /// The passage from a byte up to another.
    pub(crate) fn part(&self, from: usize, to: usize) -> Passage {
        let Passage { text, pieces } = self.passage;
        let mut part = Passage::of(&text[from..to], self.at(from));
        let behind = |byte: usize| pieces.partition_point(|(start, _)| *start < byte);
        let inner = &pieces[behind(from + 1)..behind(to).max(behind(from + 1))];
        part.pieces.extend(inner.iter().map(|(start, at)| (start - from, *at)));
        part
    }

    /// Where a byte of the text stands in the file.
    pub(crate) fn at(&self, byte: usize) -> Line {
        let Passage { text, pieces } = self.passage;
        let byte = byte.min(text.len());
        let index = pieces.partition_point(|(start, _)| *start <= byte);
        let Some((start, at)) = index.checked_sub(1).map(|index| pieces[index]) else { return Line::from(1) };
        let ends = self.lines.line(byte) - self.lines.line(start);
        let (from, column) = if ends == 0 { (start, at.column) } else { (self.lines.start(byte), at.column.map(|_| 1)) };
        Line { number: at.number + ends, column: column.map(|column| column + self.lines.between(text, from, byte)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(number: usize, column: usize) -> Line {
        Line { number, column: Some(column) }
    }

    /// Where a text stands in the file.
    fn place(passage: &Passage, wanted: &str) -> Line {
        passage.places().at(passage.text().find(wanted).unwrap())
    }

    #[test]
    fn keeps_the_place_of_each_piece() {
        let mut passage = Passage::of("é one", at(3, 5));
        passage.push_line("two\nthree", at(4, 3));
        passage.push(" four", Line::from(9));
        for (wanted, found) in
            [("one", at(3, 7)), ("two", at(4, 3)), ("three", at(5, 1)), ("ree", at(5, 3)), ("four", Line::from(9))]
        {
            assert_eq!(place(&passage, wanted), found, "{wanted}");
        }
        let lines: Vec<(Line, &str)> = passage.lines();
        assert_eq!(lines, [(at(3, 5), "é one"), (at(4, 3), "two"), (at(5, 1), "three four")]);
        let part = passage.part(3, passage.text().len()).trimmed();
        assert_eq!((part.text(), part.start(), place(&part, "ee")), ("one\ntwo\nthree four", at(3, 7), at(5, 4)));
        assert_eq!(passage.first(2).text(), "é one\ntwo\n");
    }

    #[test]
    fn loses_signs_and_no_place() {
        let passage = Passage::body("a \\=> b \\=> ü x\ny", 7);
        let plain = passage.plain("=>");
        assert_eq!(
            (plain.text(), place(&plain, "b"), place(&plain, "x"), place(&plain, "y")),
            ("a => b => ü x\ny", at(7, 7), at(7, 15), at(8, 1))
        );
        let without = Passage::body("ä-b-", 1).without(&['-', '+']);
        assert_eq!((without.text(), place(&without, "b")), ("äb", at(1, 3)));
        assert_eq!((Passage::body(" \n", 4).start(), Passage::body("\n é", 4).start()), (at(4, 1), at(5, 2)));
        assert_eq!(Passage::default().start(), Line::from(1));
    }
}
