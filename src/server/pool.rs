//! The workers: processes of this program, each answering one request at a time.
//!
//! A request that takes too long is ended by killing its worker; a worker that ends by itself
//! is replaced. A new build makes a new generation: requests that run go on with the old
//! snapshot, new ones get the new, and the old snapshot goes when its last request is done.
//!
//! Two lanes, so that pages answer while somebody's SPARQL fills the other.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;

use super::frame::{self, Refusal, Reply, Request, Walls};
use super::kept::{Kept, Size};
use super::worker::Bounds;
use crate::store::StoreError;
use crate::store::snapshot::{Snapshot, State};

#[derive(Clone, Debug)]
pub struct Settings {
    pub store: PathBuf,
    /// This program.
    pub program: PathBuf,
    /// Workers that answer SPARQL of clients, and as many for pages.
    pub workers: usize,
    /// Requests that may wait for a worker in each lane; more are sent away.
    pub waiting: usize,
    pub time: Duration,
    /// Bytes a worker may take.
    pub memory: u64,
    pub bounds: Bounds,
}

/// Whose requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// SPARQL that anybody may write.
    Open,
    /// Pages and documents, whose questions are our own.
    Own,
}

/// A whole body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub media_type: String,
    pub limited: Option<u64>,
    /// The same request has the same answer as long as its snapshot is served.
    pub keep: bool,
    pub body: Bytes,
}

impl Size for Answer {
    fn size(&self) -> usize {
        self.media_type.len() + self.body.len()
    }
}

/// Why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    Refused(Refusal, String),
    /// All workers are at work and the queue is full.
    Busy,
    /// Killed after so long.
    TooLong(Duration),
    /// The worker ended: memory or nesting.
    TooMuch,
    /// No worker can be started.
    Broken(String),
}

pub struct Pool {
    settings: Settings,
    generation: RwLock<Arc<Generation>>,
    lanes: [Places; 2],
    kept: Kept<Answer>,
}

struct Places {
    free: Semaphore,
    waiting: AtomicUsize,
}

/// One snapshot and the workers that have it open.
struct Generation {
    /// From 1; part of every ETag of a page.
    number: u64,
    snapshot: Snapshot,
    state: State,
    idle: Mutex<Vec<Worker>>,
}

struct Worker {
    /// Killed when dropped.
    _process: Child,
    requests: ChildStdin,
    replies: BufReader<ChildStdout>,
    base: String,
    walls: Walls,
}

impl Pool {
    /// Takes the first snapshot and starts the first worker.
    pub async fn start(settings: Settings) -> Result<(Self, Started), StartError> {
        let generation = Arc::new(Generation::take(&settings.store, 1)?);
        let worker = Worker::start(&settings, generation.snapshot.dir()).await?;
        let started = Started { base: worker.base.clone(), walls: worker.walls };
        generation.put(worker);
        index(&settings, &generation).await;
        let lanes =
            [0, 1].map(|_| Places { free: Semaphore::new(settings.workers), waiting: AtomicUsize::new(0) });
        Ok((Self { settings, generation: RwLock::new(generation), lanes, kept: Kept::new(KEPT) }, started))
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Of what is served now.
    pub fn generation(&self) -> u64 {
        self.current().number
    }

    /// All quads of what is served now, as a file of N-Quads that stays as long as the snapshot.
    pub async fn dump(self: &Arc<Self>) -> Result<PathBuf, Unanswered> {
        self.ask(Lane::Own, &Request::Dump).await?;
        Ok(self.current().snapshot.dir().join(frame::DUMP))
    }

    fn current(&self) -> Arc<Generation> {
        Arc::clone(&self.generation.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Serves what a build has written meanwhile; whether there was anything new.
    pub async fn refresh(&self) -> Result<bool, StartError> {
        let old = self.current();
        if State::of(&self.settings.store) == old.state {
            return Ok(false);
        }
        let new = match Generation::take(&self.settings.store, old.number + 1) {
            Ok(new) => Arc::new(new),
            // Not done yet.
            Err(StoreError::Written(_)) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        // Open before it is served: the first request must not wait, and a store that cannot be
        // opened must not replace one that can.
        new.put(Worker::start(&self.settings, new.snapshot.dir()).await?);
        index(&self.settings, &new).await;
        *self.generation.write().unwrap_or_else(PoisonError::into_inner) = new;
        old.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(true)
    }

    pub async fn ask(self: &Arc<Self>, lane: Lane, request: &Request) -> Result<Answer, Unanswered> {
        let frame = frame::request(request).map_err(|error| Unanswered::Broken(error.to_string()))?;
        if let Some(answer) = self.kept.get(self.generation(), &frame) {
            return Ok(answer);
        }
        let places = &self.lanes[lane as usize];
        let time = match lane {
            Lane::Open => self.settings.time,
            Lane::Own => self.settings.time.max(OWN),
        };
        // Waiting counts: who asks has an answer of some kind when the time is over.
        let begin = Instant::now();
        let _place = places.take(self.settings.waiting, time / 2).await?;
        let waited = begin.elapsed();
        let generation = self.current();
        // Somebody else may have asked the same while this one waited.
        if let Some(answer) = self.kept.get(generation.number, &frame) {
            return Ok(answer);
        }
        let mut found = generation.worker();
        // A worker that lay idle may have been ended by the system; a fresh one has no excuse.
        let mut fresh = found.is_none();
        loop {
            let worker = match found.take() {
                Some(worker) => worker,
                None => Worker::start(&self.settings, generation.snapshot.dir())
                    .await
                    .map_err(|error| Unanswered::Broken(error.to_string()))?,
            };
            let mut lent = Lent { pool: self, generation: &generation, worker: Some(worker) };
            let done = tokio::time::timeout(time - waited, lent.ask(&frame)).await;
            match done {
                Ok(Ok((Reply::Done { media_type, limited, keep }, body))) => {
                    lent.give_back();
                    let answer = Answer { media_type, limited, keep, body };
                    if keep {
                        self.kept.put(generation.number, &frame, &answer);
                    }
                    return Ok(answer);
                }
                Ok(Ok((Reply::Refused { why, message }, _))) => {
                    lent.give_back();
                    return Err(Unanswered::Refused(why, message));
                }
                Ok(Ok((Reply::Ready { .. }, _))) => {
                    return Err(Unanswered::Broken("a worker lost its place".to_owned()));
                }
                Ok(Err(Broken::BeforeSending)) if !fresh => {
                    fresh = true;
                    lent.worker = None;
                }
                Ok(Err(_)) => return Err(Unanswered::TooMuch),
                // Alone it would have had longer.
                Err(_) if waited > time / 10 => return Err(Unanswered::Busy),
                Err(_) => return Err(Unanswered::TooLong(time)),
            }
        }
    }

    fn put_back(&self, generation: &Arc<Generation>, worker: Worker) {
        if generation.number == self.generation() {
            generation.put(worker);
        }
    }

    /// Starts a worker for whoever asks next.
    fn replace(self: &Arc<Self>, generation: Arc<Generation>) {
        let pool = Arc::clone(self);
        tokio::spawn(async move {
            if let Ok(worker) = Worker::start(&pool.settings, generation.snapshot.dir()).await {
                pool.put_back(&generation, worker);
            }
        });
    }
}

/// Has the index of a snapshot made by a worker of its own, which goes when it is done. Waits
/// a little: a large store is served before its index is there.
async fn index(settings: &Settings, generation: &Arc<Generation>) {
    let (settings, generation) = (settings.clone(), Arc::clone(generation));
    let made = tokio::spawn(async move {
        let why = match make_index(&settings, generation.snapshot.dir()).await {
            Ok(()) => return,
            Err(why) => why,
        };
        eprintln!("warning: names and words cannot be searched: {why}; try with more --memory");
    });
    let _ = tokio::time::timeout(INDEX, made).await;
}

async fn make_index(settings: &Settings, snapshot: &Path) -> Result<(), String> {
    let request = frame::request(&Request::Index).map_err(|error| error.to_string())?;
    let mut worker = Worker::start(settings, snapshot).await.map_err(|error| error.to_string())?;
    match worker.ask(&request).await {
        Ok((Reply::Done { .. }, _)) => Ok(()),
        Ok((Reply::Refused { message, .. }, _)) => Err(message),
        Ok((Reply::Ready { .. }, _)) | Err(_) => Err("the worker that made the index ended".to_owned()),
    }
}

/// What the first worker told.
#[derive(Clone, Debug)]
pub struct Started {
    pub base: String,
    pub walls: Walls,
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a worker cannot be started")]
    Worker(#[from] io::Error),
}

impl Places {
    async fn take(
        &self,
        most: usize,
        longest: Duration,
    ) -> Result<tokio::sync::SemaphorePermit<'_>, Unanswered> {
        if let Ok(place) = self.free.try_acquire() {
            return Ok(place);
        }
        let waiting = Waiting::enter(&self.waiting);
        if waiting.before >= most {
            return Err(Unanswered::Busy);
        }
        match tokio::time::timeout(longest, self.free.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(Unanswered::Busy),
        }
    }
}

/// Counts who waits, also when the client goes away.
struct Waiting<'a> {
    count: &'a AtomicUsize,
    before: usize,
}

impl<'a> Waiting<'a> {
    fn enter(count: &'a AtomicUsize) -> Self {
        Self { count, before: count.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Generation {
    fn take(store: &Path, number: u64) -> Result<Self, StoreError> {
        // The state first: what changes while the snapshot is taken is seen the next time.
        let state = State::of(store);
        let snapshot = Snapshot::take(store)?;
        Ok(Self { number, snapshot, state, idle: Mutex::default() })
    }

    fn worker(&self) -> Option<Worker> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn put(&self, worker: Worker) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }
}

/// A worker at work. Dropped without being given back, it is killed and replaced: its request
/// took too long, or who asked has gone.
struct Lent<'a> {
    pool: &'a Arc<Pool>,
    generation: &'a Arc<Generation>,
    /// None: given back.
    worker: Option<Worker>,
}

impl Lent<'_> {
    async fn ask(&mut self, frame: &[u8]) -> Result<(Reply, Bytes), Broken> {
        self.worker.as_mut().ok_or(Broken::BeforeSending)?.ask(frame).await
    }

    fn give_back(mut self) {
        if let Some(worker) = self.worker.take() {
            self.pool.put_back(self.generation, worker);
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if self.worker.take().is_some() {
            self.pool.replace(Arc::clone(self.generation));
        }
    }
}

enum Broken {
    BeforeSending,
    BeforeReply,
}

impl Worker {
    /// On a machine without room a start may fail and the next one not.
    async fn start(settings: &Settings, snapshot: &Path) -> io::Result<Self> {
        for _ in 0..2 {
            if let Ok(worker) = Self::start_once(settings, snapshot).await {
                return Ok(worker);
            }
        }
        Self::start_once(settings, snapshot).await
    }

    async fn start_once(settings: &Settings, snapshot: &Path) -> io::Result<Self> {
        let mut command = Command::new(&settings.program);
        command
            .arg("serve-worker")
            .arg("--snapshot")
            .arg(snapshot)
            .args(["--memory", &settings.memory.to_string()])
            .args(["--rows", &settings.bounds.rows.to_string()])
            .args(["--bytes", &settings.bounds.bytes.to_string()])
            // Nothing of who serves is anything to who answers.
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        let mut process = command.spawn()?;
        let (Some(requests), Some(replies)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("a worker without pipes"));
        };
        let replies = BufReader::with_capacity(PIPE, replies);
        let mut worker =
            Self { _process: process, requests, replies, base: String::new(), walls: Walls::default() };
        match tokio::time::timeout(START, worker.reply()).await {
            Ok(Ok((Reply::Ready { base, walls }, _))) => Ok(Self { base, walls, ..worker }),
            Ok(Err(error)) => Err(error),
            _ => Err(io::Error::other("a worker does not answer")),
        }
    }

    async fn ask(&mut self, frame: &[u8]) -> Result<(Reply, Bytes), Broken> {
        self.requests.write_all(frame).await.map_err(|_| Broken::BeforeSending)?;
        self.reply().await.map_err(|_| Broken::BeforeReply)
    }

    async fn reply(&mut self) -> io::Result<(Reply, Bytes)> {
        let mut lengths = [0; 16];
        self.replies.read_exact(&mut lengths).await?;
        let (head, body) = frame::lengths(lengths)?;
        let mut message = vec![0; head];
        self.replies.read_exact(&mut message).await?;
        let reply = frame::decode(&message)?;
        let mut bytes = vec![0; body];
        self.replies.read_exact(&mut bytes).await?;
        Ok((reply, bytes.into()))
    }
}

/// Bytes of answers kept.
const KEPT: usize = 16 << 20;

/// Bytes that a pipe holds: most replies are read at once.
const PIPE: usize = 64 << 10;

/// For a question of our own, at least: they end, and on a busy machine a page that comes late
/// is better than none.
const OWN: Duration = Duration::from_secs(30);

/// For making the index, before serving without it.
const INDEX: Duration = Duration::from_secs(10);

/// For opening the snapshot, on a machine with much else to do.
const START: Duration = Duration::from_secs(60);
