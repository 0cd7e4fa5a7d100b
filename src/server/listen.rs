//! Sockets: who may connect, how long they may take, and how serving ends.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use super::kept::Kept;
use super::pool::{Pool, Settings, StartError, Started};
use super::routes::{self, Site};

/// Connections at a time. Each costs a few kilobytes.
const CONNECTIONS: usize = 4096;
/// For sending the head of a request: who takes longer is not asking.
const HEAD: Duration = Duration::from_secs(10);
/// For the requests that run when serving ends.
const LAST: Duration = Duration::from_secs(10);
/// Between two looks at the store.
const LOOK: Duration = Duration::from_secs(2);

/// Bytes of pages and documents kept as they were sent.
const SHELF: usize = 16 << 20;

/// What is told when all is ready.
#[derive(Clone, Debug)]
pub struct Listening {
    pub address: SocketAddr,
    pub started: Started,
}

/// Until the process is asked to end. `ready` is called once, when requests are answered.
pub fn serve(
    settings: Settings,
    address: SocketAddr,
    ready: impl FnOnce(&Listening),
) -> Result<(), StartError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let (pool, started) = Pool::start(settings).await?;
        let pool = Arc::new(pool);
        let listener = TcpListener::bind(address).await?;
        let shelf = Arc::new(Kept::new(SHELF));
        let site = Site { pool: Arc::clone(&pool), shelf, base: started.base.as_str().into() };
        ready(&Listening { address: listener.local_addr()?, started });
        let look = tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOK).await;
                // What cannot be read now is tried again; the old snapshot goes on meanwhile.
                let _ = pool.refresh().await;
            }
        });
        let ended = accept(&listener, site, stop()).await;
        look.abort();
        ended.map_err(StartError::from)
    })
}

async fn accept(listener: &TcpListener, site: Site, stop: impl Future<Output = ()>) -> io::Result<()> {
    let router = routes::router(site);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (ending, watched) = watch::channel(false);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = accepted else {
            // Out of descriptors, or gone before it was taken: others may go.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        let (router, watched) = (router.clone(), watched.clone());
        tokio::spawn(async move {
            connection(stream, router, watched).await;
            drop(place);
        });
    }
    drop(watched);
    let _ = ending.send(true);
    let _ = tokio::time::timeout(LAST, ending.closed()).await;
    Ok(())
}

async fn connection(stream: TcpStream, router: axum::Router, mut ending: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    tokio::pin!(served);
    tokio::select! {
        _ = &mut served => return,
        _ = ending.changed() => {}
    }
    served.as_mut().graceful_shutdown();
    let _ = served.await;
}

/// The signals by which a process is asked to end.
async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => return,
                _ = tokio::signal::ctrl_c() => return,
            }
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
