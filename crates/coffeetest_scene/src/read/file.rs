//! One scene file: its text, its header, and the typed value in it.

use ron::Error as RonError;
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::error::{SceneError, nearest};
use super::outline::outline;
use super::tree::{Node, Position};

/// The format of scene files that this version reads.
pub const FORMAT: u32 = 1;

/// Largest magnitude a number in a scene file may have; more is a slip of the pen.
const LARGEST: f64 = 1e15;

/// A file as it was found.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path for error messages.
    pub file: String,
    /// The file's stem, which is its id.
    pub id: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that was read: its typed value and the outline that gives errors their lines.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// Path for error messages.
    pub file: String,
    /// Id.
    pub id: String,
    /// The value.
    pub value: T,
    text: String,
    root: Node,
}

impl<T> Read<T> {
    /// What was made of the part of this file that `path` leads to, with errors in that part.
    pub fn part<U>(&self, path: &[&str], id: String, value: U) -> Read<U> {
        let (_, root) = self.root.find(path);
        Read { file: self.file.clone(), id, value, text: self.text.clone(), root: root.clone() }
    }

    /// An error at the field that `path` leads to.
    pub fn error(&self, path: &[&str], what: impl Into<String>, hint: Option<String>) -> SceneError {
        error_at(&self.file, Position::of(&self.text, self.root.offset(path)), what, hint)
    }

    /// An error at the first place below `path` where `word` stands, or at `path` itself.
    pub fn error_at_word(&self, path: &[&str], word: &str, what: String, hint: Option<String>) -> SceneError {
        let (start, node) = self.root.find(path);
        let offset = node.word(&self.text, word).unwrap_or(start);
        error_at(&self.file, Position::of(&self.text, offset), what, hint)
    }
}

/// An error in `file` at a position.
pub fn error_at(file: &str, at: Position, what: impl Into<String>, hint: Option<String>) -> SceneError {
    SceneError { file: file.to_string(), line: at.line, column: at.column, what: what.into(), hint }
}

/// Reads a file whose value must be called `name`, such as `Item(format: 1, …)`.
pub fn read<T: DeserializeOwned>(source: &Source, name: &str) -> Result<Read<T>, Vec<SceneError>> {
    let file = &source.file;
    let start = Position { line: 1, column: 1 };
    let text = std::str::from_utf8(&source.bytes)
        .map_err(|_| vec![error_at(file, start, "this is not UTF-8 text", None)])?
        .trim_start_matches('\u{feff}');
    let root = outline(text).map_err(|at| vec![syntax_error(file, text, at)])?;
    let body = without_header(file, text, &root, name).map_err(|error| vec![error])?;
    let mut errors = Vec::new();
    check_numbers(file, text, &root, &mut errors);
    check_repeats(file, text, &root, &mut errors);
    match options().from_str::<T>(&body) {
        Ok(value) if errors.is_empty() => {
            Ok(Read { file: file.clone(), id: source.id.clone(), value, text: text.to_string(), root })
        }
        Ok(_) => Err(errors),
        Err(error) => {
            // What is given twice was found above, at the second of the two.
            if errors.is_empty() || !matches!(error.code, RonError::DuplicateStructField { .. }) {
                errors.push(typed_error(file, &error));
            }
            Err(errors)
        }
    }
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Checks the value's name and format, and blanks both out, so that positions in what is left stay true.
fn without_header(file: &str, text: &str, root: &Node, name: &str) -> Result<String, SceneError> {
    let at = |offset| Position::of(text, offset);
    let found = root.name.as_deref().unwrap_or_default();
    if found != name {
        let what = if found.is_empty() { "the value has no name".into() } else { format!("this is `{found}(…)`") };
        return Err(error_at(file, at(root.start), what, Some(format!("Files in this folder hold `{name}(…)`."))));
    }
    let Some(part) = root.part("format") else {
        let hint = format!("Write `format: {FORMAT}` as the first field.");
        return Err(error_at(file, at(root.start), "`format` is missing", Some(hint)));
    };
    match text[part.value.start..part.value.end].parse::<u32>() {
        Ok(FORMAT) => {}
        Ok(newer) if newer > FORMAT => {
            let what = format!("written in format {newer}, this version reads {FORMAT}");
            return Err(error_at(file, at(part.start), what, Some("Update coffeetest.".into())));
        }
        _ => {
            let hint = format!("Write `format: {FORMAT}`.");
            return Err(error_at(file, at(part.start), "`format` is not a format that exists", Some(hint)));
        }
    }
    let after = &text[part.value.end..];
    let gap = after.len() - after.trim_start().len();
    let comma = if after[gap..].starts_with(',') { gap + 1 } else { 0 };
    let mut body = String::with_capacity(text.len());
    let name_end = text[root.start..].find('(').map_or(root.start, |len| root.start + len);
    let blank = |piece: &str| piece.chars().map(|c| if c == '\n' { c } else { ' ' }).collect::<String>();
    body.push_str(&text[..root.start]);
    body.push_str(&blank(&text[root.start..name_end]));
    body.push_str(&text[name_end..part.start]);
    body.push_str(&blank(&text[part.start..part.value.end + comma]));
    body.push_str(&text[part.value.end + comma..]);
    Ok(body)
}

/// Every number must be finite and of a size that means something.
fn check_numbers(file: &str, text: &str, node: &Node, errors: &mut Vec<SceneError>) {
    let raw = &text[node.start..node.end];
    if node.plain && raw.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'i' | 'N')) {
        let digits: String = raw.chars().filter(|c| *c != '_').collect();
        if let Ok(number) = digits.parse::<f64>()
            && (number.is_nan() || number.abs() > LARGEST)
        {
            errors.push(error_at(file, Position::of(text, node.start), format!("`{raw}` is no usable number"), None));
        }
    }
    node.parts.iter().for_each(|part| check_numbers(file, text, &part.value, errors));
}

/// No field, and no name in a map, may be given twice: the second would silently replace the first.
fn check_repeats(file: &str, text: &str, node: &Node, errors: &mut Vec<SceneError>) {
    let mut seen = std::collections::BTreeSet::new();
    for part in &node.parts {
        if let Some(key) = &part.key
            && !seen.insert(key)
        {
            let hint = Some("Each name may stand once.".to_string());
            errors.push(error_at(file, Position::of(text, part.start), format!("`{key}` is given twice"), hint));
        }
        check_repeats(file, text, &part.value, errors);
    }
}

/// The text is no RON: the RON reader knows best why.
fn syntax_error(file: &str, text: &str, offset: usize) -> SceneError {
    match options().from_str::<ron::Value>(text) {
        Err(error) if !matches!(error.code, RonError::Message(_)) => typed_error(file, &error),
        _ => error_at(file, Position::of(text, offset), "this cannot be read as RON", None),
    }
}

fn typed_error(file: &str, error: &ron::error::SpannedError) -> SceneError {
    let at = Position { line: error.span.start.line, column: error.span.start.col };
    let (what, hint) = match &error.code {
        RonError::NoSuchStructField { expected, found, .. } => {
            (format!("unknown field `{found}`"), nearest(found, expected.iter().copied()))
        }
        RonError::NoSuchEnumVariant { expected, found, .. } => {
            (format!("unknown word `{found}`"), nearest(found, expected.iter().copied()))
        }
        RonError::MissingStructField { field, .. } => (format!("`{field}` is missing"), None),
        RonError::DuplicateStructField { field, .. } => (format!("`{field}` is given twice"), None),
        other => {
            let mut text = other.to_string();
            if let Some(first) = text.get(..1).map(str::to_lowercase) {
                text.replace_range(..1, &first);
            }
            (text, None)
        }
    };
    error_at(file, at, what, hint)
}
