//! `pdftotext` as a child process that cannot cost more than a document may.
//!
//! The file goes in by standard input, and the arguments are ours alone: no name of the user's
//! reaches the command line. Its time and memory are bounded by the system before it sees a
//! byte of the file, its output while it is read; what goes over is killed.

use std::ffi::OsString;
use std::io::{self, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::page::{self, Page};
use super::{Limit, PdfFault};

/// Of computing; some are left for reading the text.
pub const SECONDS: u64 = 8;
/// Of waiting: a busy machine is no fault of the file.
const WAIT: Duration = Duration::from_secs(60);
/// Of address space, the program itself included.
pub const MEMORY: u64 = 512 << 20;
/// Of messages kept.
const MESSAGES: u64 = 16 << 10;

fn command() -> OsString {
    std::env::var_os("HEMICYCLE_PDFTOTEXT").filter(|it| !it.is_empty()).unwrap_or_else(|| "pdftotext".into())
}

/// The pages of a PDF file.
pub fn pages(bytes: &[u8]) -> Result<Vec<Page>, PdfFault> {
    let command = command();
    let mut child = Command::new(&command)
        .args(["-bbox-layout", "-enc", "UTF-8", "-", "-"])
        // Messages in one language, whatever the user's.
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => PdfFault::NoTool { command: command.display().to_string() },
            _ => PdfFault::Run(error),
        })?;
    // It waits for the file, which comes only now.
    bound(&child);
    let mut stdin = child.stdin.take().expect("piped above");
    let stdout = child.stdout.take().expect("piped above");
    let mut stderr = child.stderr.take().expect("piped above");
    let child = Mutex::new(child);
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        // All three pipes at once: a full one would stop the child for ever.
        scope.spawn(move || {
            // It may have seen enough, and closed its end.
            let _ = stdin.write_all(bytes);
        });
        let messages = scope.spawn(move || {
            let mut kept = Vec::new();
            let _ = (&mut stderr).take(MESSAGES).read_to_end(&mut kept);
            let _ = io::copy(&mut stderr, &mut io::sink());
            String::from_utf8_lossy(&kept).into_owned()
        });
        let child = &child;
        let late = scope.spawn(move || match waiting.recv_timeout(WAIT) {
            Err(RecvTimeoutError::Timeout) => {
                kill(child);
                true
            }
            Ok(()) | Err(RecvTimeoutError::Disconnected) => false,
        });
        let pages = page::read(BufReader::new(stdout));
        if pages.is_err() {
            // Its output is not read any more.
            kill(child);
        }
        let status = wait(child);
        drop(done);
        let late = late.join().unwrap_or(false);
        let said = messages.join().unwrap_or_default();
        match (pages, status) {
            (Err(page::Fault::TooLong), _) => Err(PdfFault::Costly(Limit::Output)),
            _ if late => Err(PdfFault::Costly(Limit::Time)),
            (_, Err(error)) => Err(PdfFault::Run(error)),
            (Ok(pages), Ok(status)) if status.success() => Ok(pages),
            (_, Ok(status)) => Err(failed(status, &said)),
        }
    })
}

fn kill(child: &Mutex<Child>) {
    // It may have ended by itself.
    let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
}

/// Waits without holding the lock, so that a child that closed its output and goes on can be
/// killed.
fn wait(child: &Mutex<Child>) -> io::Result<std::process::ExitStatus> {
    let start = Instant::now();
    let mut pause = Duration::from_micros(50);
    loop {
        if let Some(status) = child.lock().unwrap_or_else(PoisonError::into_inner).try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > WAIT {
            kill(child);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

fn failed(status: std::process::ExitStatus, said: &str) -> PdfFault {
    if said.contains("Incorrect password") || said.contains("requires a password") {
        return PdfFault::Encrypted;
    }
    if said.contains("bad_alloc") || said.contains("Out of memory") {
        return PdfFault::Costly(Limit::Memory);
    }
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt as _;
        match status.signal() {
            // SIGXCPU and SIGKILL: the bound on its time.
            Some(24 | 9) => return PdfFault::Costly(Limit::Time),
            // SIGABRT: it could get no more memory.
            Some(6) => return PdfFault::Costly(Limit::Memory),
            _ => {}
        }
    }
    let _ = status;
    let said = said.lines().map(str::trim).rfind(|it| !it.is_empty()).unwrap_or("no message");
    PdfFault::Broken { said: said.chars().take(200).collect() }
}

#[cfg(target_os = "linux")]
fn bound(child: &Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let pid = Pid::from_child(child);
    let bounds = [
        (Resource::Cpu, SECONDS),
        (Resource::As, MEMORY),
        // What it may write to a temporary file: its input, at most.
        (Resource::Fsize, super::super::LARGEST),
        (Resource::Core, 0),
    ];
    for (resource, most) in bounds {
        // A second more before the system kills what does not heed the first signal.
        let hard = if matches!(resource, Resource::Cpu) { most + 1 } else { most };
        // A tighter bound of the user's own stays.
        let _ = prlimit(Some(pid), resource, Rlimit { current: Some(most), maximum: Some(hard) });
    }
}

/// Elsewhere the bounds on waiting and on output hold.
#[cfg(not(target_os = "linux"))]
fn bound(_: &Child) {}
