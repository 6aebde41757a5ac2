//! What differs between two texts, line by line.

use yew::prelude::*;

use crate::t;

/// Longer texts are not compared line by line.
const MOST: usize = 600;

#[derive(Clone, Copy, PartialEq, Debug)]
enum Line<'a> {
    Same(&'a str),
    Gone(&'a str),
    New(&'a str),
}

/// Lines that went and lines that came; where neither is text, that there is a difference.
pub fn diff(before: Option<&str>, after: Option<&str>) -> Html {
    let (old, new) = (before.unwrap_or_default(), after.unwrap_or_default());
    if old == new {
        return html! { <p class="hint">{ t!("diff-none") }</p> };
    }
    let row = |line: Line| match line {
        Line::Same(text) => html! { <span class="diff-same">{ "  " }{ text }{ "\n" }</span> },
        Line::Gone(text) => html! { <del><span class="visually-hidden">{ t!("diff-gone") }</span>{ "− " }{ text }{ "\n" }</del> },
        Line::New(text) => html! { <ins><span class="visually-hidden">{ t!("diff-new") }</span>{ "+ " }{ text }{ "\n" }</ins> },
    };
    html! { <pre class="diff" tabindex="0">{ for lines(old, new).into_iter().map(row) }</pre> }
}

fn lines<'a>(old: &'a str, new: &'a str) -> Vec<Line<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(one, other)| one == other).count();
    let (old_middle, new_middle) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut all: Vec<Line> = old[..head].iter().map(|line| Line::Same(line)).collect();
    if old_middle.len() > MOST || new_middle.len() > MOST {
        all.extend(old_middle.iter().map(|line| Line::Gone(line)));
        all.extend(new_middle.iter().map(|line| Line::New(line)));
    } else {
        all.extend(common(old_middle, new_middle));
    }
    all.extend(old[old.len() - tail..].iter().map(|line| Line::Same(line)));
    all
}

/// By the longest common subsequence.
fn common<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let width = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut all) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            all.push(Line::Same(old[i]));
            i += 1;
            j += 1;
        } else if j == new.len() || i < old.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            all.push(Line::Gone(old[i]));
            i += 1;
        } else {
            all.push(Line::New(new[j]));
            j += 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_went_and_what_came() {
        assert_eq!(
            lines("a\nb\nc\nd", "a\nx\nc\ne\nd"),
            [Line::Same("a"), Line::Gone("b"), Line::New("x"), Line::Same("c"), Line::New("e"), Line::Same("d")]
        );
        assert_eq!(lines("", "a"), [Line::New("a")]);
        assert_eq!(lines("a", ""), [Line::Gone("a")]);
    }
}
