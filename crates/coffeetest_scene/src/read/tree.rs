//! The outline of a RON text: which name, key or element starts where. It exists so that errors can name a line.

/// Line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

impl Position {
    /// The position of a byte offset in a text.
    pub fn of(text: &str, offset: usize) -> Position {
        let before = &text[..offset.min(text.len())];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: 1 + before.bytes().filter(|b| *b == b'\n').count(),
            column: 1 + before[line_start..].chars().count(),
        }
    }
}

/// A value and where it stands in the text.
#[derive(Clone, Debug)]
pub struct Node {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
    /// The struct or variant name before the parenthesis, if any.
    pub name: Option<String>,
    /// Its parts: fields, map entries or elements. Empty for a plain value.
    pub parts: Vec<Part>,
    /// Whether it is a number, a word or a string, not a group.
    pub plain: bool,
}

/// One part of a group.
#[derive(Clone, Debug)]
pub struct Part {
    /// Field name or map key; `None` for an element without one.
    pub key: Option<String>,
    /// Byte offset of the key, or of the value where there is no key.
    pub start: usize,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The offset of the deepest part that `path` leads to; a step is a field name, a map key or an element's index.
    pub fn offset(&self, path: &[&str]) -> usize {
        self.find(path).0
    }

    /// Like [`Node::offset`], with the node itself.
    pub fn find(&self, path: &[&str]) -> (usize, &Node) {
        let (mut node, mut start) = (self, self.start);
        for step in path {
            // A newtype such as `Some(...)` or `Store((...))` is stepped through without being named.
            while node.part(step).is_none() && node.parts.len() == 1 && node.parts[0].key.is_none() {
                node = &node.parts[0].value;
            }
            let Some(part) = node.part(step) else { return (start, node) };
            (node, start) = (&part.value, part.start);
        }
        (start, node)
    }

    /// The offset of the first string or word in this value that is `word` or a variable `word.…` of it.
    pub fn word(&self, text: &str, word: &str) -> Option<usize> {
        if self.plain {
            let raw = text[self.start..self.end].trim_matches('"');
            let found = raw.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            return found.then_some(self.start);
        }
        self.parts.iter().find_map(|part| part.value.word(text, word))
    }

    /// The part with this key, or with this index where parts have no keys.
    pub fn part(&self, step: &str) -> Option<&Part> {
        let keyed = self.parts.iter().find(|part| part.key.as_deref() == Some(step));
        keyed.or_else(|| self.parts.get(step.parse::<usize>().ok()?).filter(|part| part.key.is_none()))
    }
}
