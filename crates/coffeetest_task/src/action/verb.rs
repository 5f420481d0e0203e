//! The verbs, what each is for and how it is said.

/// One verb of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Canonical name, as in the JSON field `verb`.
    pub name: &'static str,
    /// Other first words that mean the same.
    pub synonyms: &'static [&'static str],
    /// How it is said.
    pub usage: &'static str,
    /// What it does.
    pub purpose: &'static str,
}

const fn verb(
    name: &'static str,
    synonyms: &'static [&'static str],
    usage: &'static str,
    purpose: &'static str,
) -> Verb {
    Verb { name, synonyms, usage, purpose }
}

/// All verbs, in the order in which people learn them.
pub const VERBS: &[Verb] = &[
    verb("go_to", &["go", "goto", "walk", "drive", "navigate"], "go_to THING", "drive to where it can be reached"),
    verb(
        "look",
        &["look_at", "inspect", "examine"],
        "look at THING, or look left|right|up|down|ahead|behind|around",
        "turn the camera",
    ),
    verb("open", &[], "open THING", "open a door, a drawer or a lid"),
    verb("close", &["shut"], "close THING", "close a door, a drawer or a lid"),
    verb("pick", &["pick_up", "take", "grab", "grasp"], "pick THING", "take a thing into the hand"),
    verb("place", &["put", "set"], "place [THING] on|in|under THING", "put down what the hand holds"),
    verb(
        "pour",
        &[],
        "pour [AMOUNT ml] [slowly | at N ml/s] [from THING] into THING",
        "pour from the vessel in the hand",
    ),
    verb(
        "fill",
        &["refill"],
        "fill [THING] [with AMOUNT ml] at|from TAP",
        "hold the vessel in the hand under a tap, open it, and shut it once there is enough",
    ),
    verb("scoop", &[], "scoop [AMOUNT g] from THING into THING", "move powder with the scoop in the hand"),
    verb("stir", &["mix"], "stir THING [for N s]", "stir with the implement in the hand"),
    verb("wipe", &["clean", "mop"], "wipe THING", "wipe with the cloth in the hand"),
    verb("press", &["hold", "hit"], "press THING [for N s]", "press a button or a switch"),
    verb(
        "turn",
        &["rotate", "twist", "untwist", "switch", "screw", "unscrew", "tighten", "loosen"],
        "turn THING to POSITION, turn THING to N %, or turn THING on|off|tight|loose",
        "turn a knob, or what is screwed or twisted into its place",
    ),
    verb("push", &["depress", "plunge"], "push THING", "push a slide, a lever or a plunger along its way"),
    verb("pull", &["draw"], "pull THING", "pull a slide, a lever or a plunger along its way"),
    verb("insert", &[], "insert [THING] into THING", "put what the hand holds into its seat"),
    verb("remove", &[], "remove THING", "take a part out of its seat into the hand"),
    verb("plug", &["plug_in"], "plug [PLUG] into OUTLET", "put a plug into an outlet"),
    verb("unplug", &[], "unplug PLUG", "pull a plug out of its outlet"),
    verb("wait", &["sleep"], "wait SECONDS s", "let time pass"),
    verb("say", &["tell", "speak"], "say \"WORDS\"", "say something aloud"),
    verb(
        "done",
        &["finish"],
        "done: served, or done: impossible because REASON",
        "end the episode with a statement about it",
    ),
];

impl Verb {
    /// The verb that a first word stands for.
    pub fn find(word: &str) -> Option<&'static Verb> {
        VERBS.iter().find(|verb| verb.name == word || verb.synonyms.contains(&word))
    }

    /// The verb of a canonical name, which must be one of [`VERBS`].
    pub(super) fn named(name: &str) -> &'static Verb {
        VERBS.iter().find(|verb| verb.name == name).unwrap_or(&VERBS[0])
    }
}

/// How all verbs are said, one per line, for prompts and help texts.
pub fn verb_help() -> String {
    VERBS.iter().map(|verb| format!("{}  ({})\n", verb.usage, verb.purpose)).collect()
}
