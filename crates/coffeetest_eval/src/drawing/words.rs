//! What is written, in the language that is asked for, and how wide it is.

use coffeetest_task::scene::{Language, Text};

/// A name in a language.
pub fn name(text: &Text, language: Language) -> &str {
    say(language, &text.en, &text.zh)
}

/// One of two.
pub fn say<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

/// About how wide a text is in a font of that size, px; rather too wide than too narrow.
pub fn width_px(text: &str, font_px: f32) -> f32 {
    let em = |char: char| match char {
        'i' | 'j' | 'l' | '.' | ',' | ' ' | '\'' | '|' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.9,
        char if u32::from(char) >= 0x2e80 => 1.0,
        _ => 0.6,
    };
    font_px * text.chars().map(em).sum::<f32>()
}

/// The beginning of a text, if all of it is too long.
pub fn cut(text: &str, most_chars: usize) -> String {
    if text.chars().count() <= most_chars {
        return text.to_owned();
    }
    text.chars().take(most_chars.saturating_sub(1)).chain(['…']).collect()
}
