//! The folder of a run: `manifest.json`, `episodes.jsonl`, and a trace per episode.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::manifest::{Difference, Manifest};
use crate::row::{ROW_SCHEMA_VERSION, Row};

const MANIFEST: &str = "manifest.json";
const EPISODES: &str = "episodes.jsonl";
const TRACES: &str = "traces";

/// Why a run folder cannot be used.
#[derive(Debug, Error)]
pub enum FolderError {
    /// A file in it cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is a run in it already.
    #[error("{0} already holds a run; choose another folder, or continue it with `--resume {0}`")]
    Taken(PathBuf),
    /// There is no run in it.
    #[error("{0} holds no run: it has no manifest.json")]
    NoRun(PathBuf),
    /// The manifest cannot be understood.
    #[error("{path}: {message}")]
    BadManifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A finished row cannot be understood.
    #[error("{path}, line {line}: {message}")]
    BadRow {
        /// The file.
        path: PathBuf,
        /// Which line, counted from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// It holds a different run.
    #[error("{path} holds a different run: {}", list(.differences))]
    Different {
        /// The folder.
        path: PathBuf,
        /// In what they differ.
        differences: Vec<Difference>,
    },
}

fn list(differences: &[Difference]) -> String {
    differences.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// An open run folder. Rows are on the disk once [`RunFolder::append`] returns.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    manifest: Manifest,
    rows: BTreeMap<u64, Row>,
    episodes: File,
}

impl RunFolder {
    /// Begins a run in a folder that holds none.
    pub fn create(path: &Path, manifest: Manifest) -> Result<RunFolder, FolderError> {
        let at = path.join(MANIFEST);
        let taken = at.exists() || path.join(EPISODES).exists();
        if taken {
            return Err(FolderError::Taken(path.to_owned()));
        }
        let traces = path.join(TRACES);
        std::fs::create_dir_all(&traces).map_err(io(&traces))?;
        let episodes_path = path.join(EPISODES);
        let episodes = File::create_new(&episodes_path).map_err(io(&episodes_path))?;
        // The manifest comes last and at once: a folder that has it is whole.
        let text = serde_json::to_string_pretty(&manifest).map_err(std::io::Error::from).map_err(io(&at))? + "\n";
        let draft = path.join("manifest.json.new");
        let written = File::create(&draft).and_then(|mut file| file.write_all(text.as_bytes()).and(file.sync_all()));
        written.map_err(io(&draft))?;
        std::fs::rename(&draft, &at).map_err(io(&at))?;
        Ok(RunFolder { path: path.to_owned(), manifest, rows: BTreeMap::new(), episodes })
    }

    /// Opens a run to read it or to go on with it; a last line that was torn by a crash is cut off.
    pub fn open(path: &Path) -> Result<RunFolder, FolderError> {
        let manifest = read_manifest(path)?;
        let at = path.join(EPISODES);
        let mut episodes = OpenOptions::new().read(true).append(true).create(true).open(&at).map_err(io(&at))?;
        let mut bytes = Vec::new();
        episodes.read_to_end(&mut bytes).map_err(io(&at))?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        let rows = read_rows(&at, &bytes[..whole])?;
        if whole < bytes.len() {
            episodes.set_len(whole as u64).and(episodes.seek(SeekFrom::End(0))).map_err(io(&at))?;
        }
        let traces = path.join(TRACES);
        std::fs::create_dir_all(&traces).map_err(io(&traces))?;
        Ok(RunFolder { path: path.to_owned(), manifest, rows, episodes })
    }

    /// Opens a run to go on with it; refuses if results of `manifest` do not belong there.
    pub fn resume(path: &Path, manifest: &Manifest) -> Result<RunFolder, FolderError> {
        let differences = read_manifest(path)?.differences(manifest);
        match differences.is_empty() {
            true => RunFolder::open(path),
            false => Err(FolderError::Different { path: path.to_owned(), differences }),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is run in it.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Finished episodes, by number.
    pub fn rows(&self) -> &BTreeMap<u64, Row> {
        &self.rows
    }

    /// The name of an episode's trace, relative to the folder.
    pub fn trace_file(episode: u64) -> String {
        format!("{TRACES}/{episode:06}.jsonl")
    }

    /// Adds a finished episode and waits until it is on the disk.
    pub fn append(&mut self, row: Row) -> Result<(), FolderError> {
        let at = self.path.join(EPISODES);
        let line = serde_json::to_string(&row).map_err(std::io::Error::from).map_err(io(&at))? + "\n";
        self.episodes.write_all(line.as_bytes()).and(self.episodes.sync_data()).map_err(io(&at))?;
        self.rows.insert(row.episode, row);
        Ok(())
    }
}

fn read_manifest(path: &Path) -> Result<Manifest, FolderError> {
    let at = path.join(MANIFEST);
    let text = match std::fs::read_to_string(&at) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(FolderError::NoRun(path.to_owned()));
        }
        Err(source) => return Err(FolderError::Io { path: at, source }),
    };
    serde_json::from_str(&text).map_err(|error| FolderError::BadManifest { path: at, message: error.to_string() })
}

fn read_rows(path: &Path, bytes: &[u8]) -> Result<BTreeMap<u64, Row>, FolderError> {
    let mut rows = BTreeMap::new();
    let lines = bytes.split(|byte| *byte == b'\n').zip(1..);
    for (line, number) in lines.filter(|(line, _)| !line.is_empty()) {
        let bad = |message: String| FolderError::BadRow { path: path.to_owned(), line: number, message };
        let row: Row = serde_json::from_slice(line).map_err(|error| bad(error.to_string()))?;
        if row.schema_version > ROW_SCHEMA_VERSION {
            return Err(bad(format!("written by a newer program (schema version {})", row.schema_version)));
        }
        if let Some(other) = rows.insert(row.episode, row) {
            return Err(bad(format!("episode {} is there twice", other.episode)));
        }
    }
    Ok(rows)
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> FolderError {
    let path = path.to_owned();
    move |source| FolderError::Io { path, source }
}
