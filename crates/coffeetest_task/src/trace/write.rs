//! Writing a trace, line by line as the episode goes.

use std::io::Write;

use super::{End, Header, Line, Trace, TraceError};

/// Writes a trace as the episode goes.
#[derive(Debug)]
pub struct TraceWriter<W: Write> {
    sink: W,
}

impl<W: Write> TraceWriter<W> {
    /// Begins a trace with its header.
    pub fn begin(sink: W, header: &Header) -> Result<TraceWriter<W>, TraceError> {
        let mut writer = TraceWriter { sink };
        writer.line(&Line::Header(header.clone()))?;
        Ok(writer)
    }

    /// Adds a line.
    pub fn line(&mut self, line: &Line) -> Result<(), TraceError> {
        serde_json::to_writer(&mut self.sink, line).map_err(std::io::Error::from)?;
        self.sink.write_all(b"\n")?;
        Ok(())
    }

    /// Ends the trace and gives back what it was written to.
    pub fn end(mut self, end: &End) -> Result<W, TraceError> {
        self.line(&Line::End(Box::new(end.clone())))?;
        self.sink.flush()?;
        Ok(self.sink)
    }
}

impl Trace {
    /// Writes the whole trace.
    pub fn write_to(&self, sink: impl Write) -> Result<(), TraceError> {
        let mut writer = TraceWriter::begin(sink, &self.header)?;
        for line in &self.lines {
            writer.line(line)?;
        }
        match &self.end {
            Some(end) => writer.end(end).map(drop),
            None => Ok(writer.sink.flush()?),
        }
    }

    /// The whole trace as text.
    pub fn to_json_lines(&self) -> String {
        let mut text = Vec::new();
        // Writing to memory cannot fail, and all keys are strings.
        let _ = self.write_to(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    }
}
