//! `serve`, over HTTP: a real server on a free port of this machine, and what it answers.

mod accept;
mod evaluation;
mod graphs;
mod hostile;
mod manifest;
mod pages;
mod protocol;
mod reconcile;
mod search;
mod site;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use hemicycle::store::Store;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::NamedNode;

/// Ends with the test.
pub(crate) struct Server {
    process: Child,
    address: String,
    /// Keeps its connections.
    agent: ureq::Agent,
}

/// What came.
pub(crate) struct Came {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Came {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_str()).unwrap_or_default()
    }

    fn media_type(&self) -> &str {
        self.header("content-type").split(';').next().unwrap_or_default()
    }
}

impl Server {
    pub(crate) fn start(store: &Path, options: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_hemicycle"))
            .args(["serve", "--listen", "127.0.0.1:0", "--store"])
            .arg(store)
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("the server says where it is").unwrap();
            if let Some((_, address)) = line.split_once(" at ") {
                break address.trim_end_matches('/').to_owned();
            }
        };
        // Read on, or the server would write into a closed pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .build()
            .into();
        Self { process, address, agent }
    }

    /// `head` are header lines, as `accept: text/html`; redirects are not followed.
    fn ask(&self, method: &str, path: &str, head: &[(&str, &str)], body: &[u8]) -> Came {
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        for (name, value) in head {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_vec()).unwrap();
        let mut response = self.agent.run(request).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        Came {
            status: response.status().as_u16(),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| {
                    (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
                })
                .collect(),
            body: response.body_mut().read_to_string().unwrap(),
        }
    }

    pub(crate) fn get(&self, path: &str, accept: &str) -> Came {
        self.ask("GET", path, &[("accept", accept)], b"")
    }

    fn query(&self, query: &str, accept: &str) -> Came {
        let head = [("accept", accept), ("content-type", "application/sparql-query")];
        self.ask("POST", "/sparql", &head, query.as_bytes())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A store with these files, each in the graph of that name.
fn store(graphs: &[(&str, RdfFormat, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path(), None).unwrap();
    for (graph, format, data) in graphs {
        let parser = RdfParser::from_format(*format)
            .with_base_iri("http://example.org/base")
            .unwrap()
            .with_default_graph(NamedNode::new(*graph).unwrap());
        store.oxigraph().load_from_reader(parser, *data).unwrap();
    }
    folder
}

/// The sample acts, built into a store.
fn acts() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), "examples/acts");
    folder
}

/// Takes a movement of the sample acts out of the store.
fn take_down(store: &Path) {
    let taken = Command::new(env!("CARGO_BIN_EXE_hemicycle"))
        .args(["forget", "https://hemicycle.example/id/org/uz/ochiq-eshik", "--quiet"])
        .args(["--reason", "asked for", "--on", "2029-01-02", "--store"])
        .arg(store)
        .output()
        .unwrap();
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
}

fn build(store: &Path, acts: &str) {
    let acts = Path::new(env!("CARGO_MANIFEST_DIR")).join(acts);
    let built = Command::new(env!("CARGO_BIN_EXE_hemicycle"))
        .args(["build", "--quiet", "--store"])
        .arg(store)
        .arg(acts)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(built.success());
}
