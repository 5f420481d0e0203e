//! Reads the outline of a RON text: brackets, names, keys and plain values, with where each begins.

use super::tree::{Node, Part};

/// Deepest nesting that is followed; well above any sensible file, well below the stack.
const MAX_DEPTH: usize = 100;

/// Reads the outline of a text. The error is the offset at which it stopped making sense.
pub fn outline(text: &str) -> Result<Node, usize> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    reader.skip_space();
    while reader.rest().starts_with("#!") {
        let close = reader.rest().find(']').ok_or(reader.at)?;
        reader.at += close + 1;
        reader.skip_space();
    }
    let node = reader.value()?;
    reader.skip_space();
    if reader.at == text.len() { Ok(node) } else { Err(reader.at) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c| !keep(c)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// Skips white space, `// …` and (nested) `/* … */`.
    fn skip_space(&mut self) {
        loop {
            self.take_while(char::is_whitespace);
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                let mut open = 0;
                while let Some(c) = self.peek() {
                    if self.rest().starts_with("/*") {
                        (open, self.at) = (open + 1, self.at + 2);
                    } else if self.rest().starts_with("*/") {
                        (open, self.at) = (open - 1, self.at + 2);
                    } else {
                        self.at += c.len_utf8();
                    }
                    if open == 0 {
                        break;
                    }
                }
            } else {
                return;
            }
        }
    }

    fn value(&mut self) -> Result<Node, usize> {
        self.skip_space();
        let start = self.at;
        match self.peek() {
            Some('(') => self.group(start, None, '(', ')'),
            Some('[') => self.group(start, None, '[', ']'),
            Some('{') => self.group(start, None, '{', '}'),
            Some('"') => self.string().map(|_| self.plain(start)),
            Some('\'') => self.character().map(|()| self.plain(start)),
            Some('r') if self.rest().starts_with("r\"") || self.rest().starts_with("r#\"") => {
                self.raw_string().map(|_| self.plain(start))
            }
            Some(c) if is_word(c) || matches!(c, '+' | '-' | '.') => {
                let word = self.take_while(|c| is_word(c) || matches!(c, '+' | '-' | '.' | '#'));
                if word == "b" && self.peek() == Some('"') {
                    return self.string().map(|_| self.plain(start));
                }
                let after = self.at;
                self.skip_space();
                if self.peek() == Some('(') {
                    return self.group(start, Some(word.trim_start_matches("r#").to_string()), '(', ')');
                }
                self.at = after;
                Ok(self.plain(start))
            }
            _ => Err(self.at),
        }
    }

    fn plain(&self, start: usize) -> Node {
        Node { start, end: self.at, name: None, parts: Vec::new(), plain: true }
    }

    fn group(&mut self, start: usize, name: Option<String>, open: char, close: char) -> Result<Node, usize> {
        self.depth += 1;
        if self.depth > MAX_DEPTH || !self.take(open) {
            return Err(self.at);
        }
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            if self.take(close) {
                break;
            }
            let part_start = self.at;
            let mut value = self.value()?;
            let mut key = None;
            self.skip_space();
            if open != '[' && self.take(':') {
                key = Some(self.key_text(&value).ok_or(part_start)?);
                value = self.value()?;
            }
            parts.push(Part { key, start: part_start, value });
            self.skip_space();
            if !self.take(',') && self.peek() != Some(close) {
                return Err(self.at);
            }
        }
        self.depth -= 1;
        Ok(Node { start, end: self.at, name, parts, plain: false })
    }

    /// A key as the reader of the file sees it: a field's name, or a map key without its quotes.
    fn key_text(&self, node: &Node) -> Option<String> {
        let raw = node.plain.then(|| &self.text[node.start..node.end])?;
        match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
            Some(inner) if inner.contains('\\') => ron::from_str(raw).ok(),
            Some(inner) => Some(inner.to_string()),
            None => Some(raw.trim_start_matches("r#").to_string()),
        }
    }

    fn string(&mut self) -> Result<(), usize> {
        let start = self.at;
        self.take('"');
        while let Some(c) = self.peek() {
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(()),
                '\\' => self.at += self.peek().map_or(0, char::len_utf8),
                _ => {}
            }
        }
        Err(start)
    }

    fn raw_string(&mut self) -> Result<(), usize> {
        let start = self.at;
        self.take('r');
        let hashes = self.take_while(|c| c == '#').len();
        self.take('"');
        let end = format!("\"{}", "#".repeat(hashes));
        let len = self.rest().find(&end).ok_or(start)?;
        self.at += len + end.len();
        Ok(())
    }

    fn character(&mut self) -> Result<(), usize> {
        let start = self.at;
        self.take('\'');
        if self.take('\\') {
            self.at += self.peek().map_or(0, char::len_utf8);
        }
        self.take_while(|c| c != '\'' && c != '\n');
        if self.take('\'') { Ok(()) } else { Err(start) }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::outline;
    use crate::read::tree::Position;

    const TEXT: &str = r#"// a jar
Item(
    format: 1, /* nested /* comment */ */
    name: (en: "jar: (big)", zh: "罐"),
    comps: {
        "pot": Store(cap_ml: 3.0, lip: Some((0.1, 0.2))),
        "lid": Joint(
            range: (0.0, 90.0),
        ),
    },
    tags: ["a", "b"],
)
"#;

    fn line_column(path: &[&str]) -> (usize, usize) {
        let at = Position::of(TEXT, outline(TEXT).expect("outline").offset(path));
        (at.line, at.column)
    }

    #[test]
    fn every_kind_of_path_leads_to_its_line_and_column() {
        assert_eq!(line_column(&[]), (2, 1));
        assert_eq!(line_column(&["name", "zh"]), (4, 30));
        assert_eq!(line_column(&["comps", "pot"]), (6, 9));
        assert_eq!(line_column(&["comps", "pot", "lip", "1"]), (6, 51));
        assert_eq!(line_column(&["comps", "lid", "range", "1"]), (8, 26));
        assert_eq!(line_column(&["tags", "1"]), (11, 17));
    }

    #[test]
    fn a_missing_part_is_reported_where_its_parent_starts() {
        assert_eq!(line_column(&["comps", "lid", "force"]), (7, 9));
        assert_eq!(line_column(&["contents", "0"]), (2, 1));
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "(zh: \"罐子\", x: 1)";
        let at = Position::of(text, outline(text).expect("outline").offset(&["x"]));
        assert_eq!(at, Position { line: 1, column: 12 });
    }

    #[test]
    fn what_is_no_ron_stops_where_it_stops_making_sense() {
        assert_eq!(outline("A(b: 1 c: 2)").map(|_| ()), Err(7));
        assert_eq!(outline("A(b: \"never closed)").map(|_| ()), Err(5));
        assert_eq!(outline("A() B").map(|_| ()), Err(4));
        assert!(outline(&"(".repeat(100_000)).is_err());
    }
}
