//! Standard output: buffered, and what it is (a terminal, coloured or not).

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

pub struct Output {
    inner: BufWriter<StdoutLock<'static>>,
    terminal: bool,
}

impl Output {
    pub fn stdout() -> Self {
        Self {
            inner: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            terminal: io::stdout().is_terminal(),
        }
    }

    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Columns for tables: of the terminal, or what `COLUMNS` says, or as many as a page has.
    pub fn width(&self) -> u16 {
        let set = std::env::var("COLUMNS").ok().and_then(|it| it.parse().ok());
        let wide = || self.terminal.then(console_width).flatten();
        set.or_else(wide).unwrap_or(PAGE)
    }

    pub fn finish(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Columns of a table that nobody's terminal limits.
const PAGE: u16 = 100;

fn console_width() -> Option<u16> {
    comfy_table::Table::new().width()
}

/// Whether standard error may be coloured.
pub fn coloured_errors() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty()) && io::stderr().is_terminal()
}
