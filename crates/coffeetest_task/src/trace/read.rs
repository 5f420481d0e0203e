//! Reading a trace, with errors that say on which line it went wrong.

use std::io::BufRead;

use serde_json::Value;

use super::{Header, Line, TRACE_FORMAT, Trace, TraceError};

impl Trace {
    /// Reads a finished trace; one that breaks off is refused.
    pub fn read(mut source: impl BufRead) -> Result<Trace, TraceError> {
        let mut text = String::new();
        let mut number = 0;
        let mut trace: Option<Trace> = None;
        loop {
            text.clear();
            number += 1;
            let broken = |message: String| TraceError::Broken { line: number, message };
            match source.read_line(&mut text) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::InvalidData => return Err(broken(error.to_string())),
                Err(error) => return Err(error.into()),
            }
            let Some(line) = text.strip_suffix('\n') else {
                return Err(TraceError::Truncated { line: number });
            };
            let Some(trace) = &mut trace else {
                trace = Some(Trace { header: header(line)?, lines: Vec::new(), end: None });
                continue;
            };
            if trace.end.is_some() {
                return Err(broken("nothing may follow the end of a trace".into()));
            }
            match serde_json::from_str(line).map_err(|error| broken(error.to_string()))? {
                Line::Header(_) => return Err(broken("a second header".into())),
                Line::End(end) => trace.end = Some(*end),
                line => trace.push(line).map_err(broken)?,
            }
        }
        match trace {
            None => Err(TraceError::Empty),
            Some(trace) if trace.end.is_none() => Err(TraceError::Truncated { line: number - 1 }),
            Some(trace) => Ok(trace),
        }
    }

    /// Adds a step or a hash, whose time must not run backwards.
    fn push(&mut self, line: Line) -> Result<(), String> {
        let last = match self.lines.last() {
            Some(Line::Step(step)) => step.end_tick,
            Some(Line::Hash(at)) => at.tick,
            _ => 0,
        };
        let (from, to) = match &line {
            Line::Step(step) => (step.tick, step.end_tick),
            Line::Hash(at) => (at.tick, at.tick),
            Line::Header(_) | Line::End(_) => return Ok(()),
        };
        if to < last || to < from {
            return Err(format!("tick {to} comes after tick {}", last.max(from)));
        }
        self.lines.push(line);
        Ok(())
    }
}

fn header(line: &str) -> Result<Header, TraceError> {
    let not_a_trace = |error: serde_json::Error| TraceError::NotATrace(error.to_string());
    let value: Value = serde_json::from_str(line).map_err(not_a_trace)?;
    let Some(format) = value.get("format").and_then(Value::as_u64).filter(|_| value["line"] == "header") else {
        return Err(TraceError::NotATrace("no field `format`".into()));
    };
    if format > u64::from(TRACE_FORMAT) {
        let version = value["version"].as_str().unwrap_or("of unknown version").to_owned();
        return Err(TraceError::Newer { found: format, version });
    }
    serde_json::from_value(value).map_err(not_a_trace)
}
