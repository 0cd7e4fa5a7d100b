//! Which act cites which: drawn along the years, as a table and as GraphML.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use maud::{Markup, html};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::super::answer;
use super::super::frame::Table;
use super::super::routes::Here;
use super::super::view::View;
use super::kind::Kind;
use super::picture::shortened;
use super::{Page, ask, asked, browse, sorry};

/// Acts drawn: those with most citations. The table and the GraphML have all.
const DRAWN: usize = 60;
const ROW: usize = 22;
/// Where names begin; the arcs are drawn to the left of it.
const SPINE: usize = 320;
const WIDTH: usize = 760;

struct Act<'a> {
    iri: &'a str,
    name: &'a str,
    date: &'a str,
    cites: usize,
    cited: usize,
}

/// Every act, by day and IRI, and which cites which by their places in that order.
fn network(table: &Table) -> (Vec<Act<'_>>, BTreeSet<(usize, usize)>) {
    let mut acts: BTreeMap<&str, Act<'_>> = BTreeMap::new();
    let mut pairs = BTreeSet::new();
    for row in &table.rows {
        for (column, day) in [("citing", "date"), ("cited", "other")] {
            if let Some(it) = table.cell(row, column) {
                let iri = it.value.as_str();
                let name = it.label.as_deref().unwrap_or(iri);
                let date = table.text(row, day);
                acts.entry(iri).or_insert(Act { iri, name, date, cites: 0, cited: 0 });
            }
        }
        pairs.insert((table.text(row, "citing"), table.text(row, "cited")));
    }
    for (citing, cited) in &pairs {
        if let Some(it) = acts.get_mut(citing) {
            it.cites += 1;
        }
        if let Some(it) = acts.get_mut(cited) {
            it.cited += 1;
        }
    }
    let mut acts: Vec<Act<'_>> = acts.into_values().collect();
    acts.sort_by_key(|it| (std::cmp::Reverse(it.date), it.iri));
    let at: BTreeMap<&str, usize> = acts.iter().enumerate().map(|(n, it)| (it.iri, n)).collect();
    let pairs = pairs.iter().filter_map(|(a, b)| Some((*at.get(a)?, *at.get(b)?))).collect();
    (acts, pairs)
}

pub async fn page(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let tables = match ask(&site, &view, vec![asked("citations", &[])]).await {
        Ok(tables) => tables,
        Err(why) => return sorry(&view, "/citations", &why, &headers),
    };
    let [table] = &tables[..] else { return sorry(&view, "/citations", &browse::broken(), &headers) };
    let (acts, pairs) = network(table);
    let body = html! {
        h1 { (view.word("citations")) }
        p.lead { (view.word("citations-lead")) }
        p { a href="/citations.graphml" type="application/graphml+xml" { "GraphML" } " · " (view.word("acts")) ": " (acts.len()) " · " (view.word("citations")) ": " (pairs.len()) }
        @if acts.is_empty() { p { (view.word("none")) } } @else { (drawn(&view, &acts, &pairs)) }
        h2 { (view.word("as-table")) }
        div.scroll tabindex="0" role="region" aria-label=(view.word("as-table")) {
            table {
                thead { tr {
                    th scope="col" { (view.word("act")) } th scope="col" { (view.word("date")) }
                    th scope="col" { (view.word("cites")) } th scope="col" { (view.word("cited-by")) }
                } }
                tbody {
                    @for (n, act) in acts.iter().enumerate() {
                        tr {
                            td { a href=(view.page(act.iri)) { (act.name) } }
                            td { (view.date(act.date)) }
                            td { ul.plain { @for (_, to) in pairs.range((n, 0)..(n + 1, 0)) { li { a href=(view.page(acts[*to].iri)) { (acts[*to].name) } } } } }
                            td.n { (act.cited) }
                        }
                    }
                }
            }
        }
    };
    Page::new(view.word("citations"), body).asking(&["citations"]).send(&view, "/citations", &headers)
}

/// The acts under each other by their days, the newest above; arcs lead from the citing act to the cited.
fn drawn(view: &View, acts: &[Act<'_>], pairs: &BTreeSet<(usize, usize)>) -> Markup {
    let mut most: Vec<usize> = (0..acts.len()).collect();
    most.sort_by_key(|n| (std::cmp::Reverse(acts[*n].cites + acts[*n].cited), *n));
    most.truncate(DRAWN);
    most.sort_unstable();
    let y: BTreeMap<usize, usize> = most.iter().enumerate().map(|(row, n)| (*n, row * ROW + 18)).collect();
    let height = most.len() * ROW + 16;
    let arcs = pairs.iter().filter_map(|(a, b)| Some((*y.get(a)?, *y.get(b)?))).map(|(from, to)| {
        // As far out as the acts are apart, within the drawing.
        let out = (from.abs_diff(to) * 55 / 100 + 14).min(SPINE - 90);
        format!("M{SPINE} {from}C{0} {from} {0} {to} {SPINE} {to}", SPINE - out)
    });
    html! {
        div.scroll tabindex="0" role="region" aria-label=(view.word("citations")) {
            svg.picture viewBox=(format!("0 0 {WIDTH} {height}")) {
                title { (view.word("citations")) }
                @for arc in arcs { path.edge d=(arc) {} }
                @for (row, n) in most.iter().enumerate() {
                    @let act = &acts[*n];
                    @let before = row.checked_sub(1).and_then(|it| acts[most[it]].date.get(..4));
                    a.node.(Kind::Act.class()) href=(view.page(act.iri)) {
                        title { (act.name) }
                        circle cx=(SPINE) cy=(y[n]) r=((act.cited + 2).isqrt() + 2) {}
                        text x=(SPINE + 16) y=(y[n] + 4) { (shortened(act.name, 52)) }
                    }
                    @if let Some(year) = act.date.get(..4).filter(|it| before != Some(it)) { text.axis x="0" y=(y[n] + 4) { (year) } }
                }
            }
        }
    }
}

/// The whole network for Gephi and Cytoscape.
pub async fn graphml(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    match ask(&site, &view, vec![asked("citations", &[])]).await {
        Ok(tables) => match tables.first().map(written) {
            Some(Ok(xml)) => answer::whole(StatusCode::OK, "application/graphml+xml", xml, &headers),
            _ => answer::fault(StatusCode::INTERNAL_SERVER_ERROR, "the network could not be written"),
        },
        Err(why) => answer::unanswered(&why),
    }
}

fn written(table: &Table) -> std::io::Result<Vec<u8>> {
    let (acts, pairs) = network(table);
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root =
        xml.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|xml| {
        for name in ["label", "date"] {
            xml.create_element("key")
                .with_attributes([
                    ("id", name),
                    ("for", "node"),
                    ("attr.name", name),
                    ("attr.type", "string"),
                ])
                .write_empty()?;
        }
        let graph =
            xml.create_element("graph").with_attributes([("id", "citations"), ("edgedefault", "directed")]);
        graph.write_inner_content(|xml| {
            for act in &acts {
                xml.create_element("node").with_attribute(("id", act.iri)).write_inner_content(|xml| {
                    for (key, value) in [("label", act.name), ("date", act.date)] {
                        xml.create_element("data")
                            .with_attribute(("key", key))
                            .write_text_content(BytesText::new(value))?;
                    }
                    Ok(())
                })?;
            }
            for (from, to) in &pairs {
                xml.create_element("edge")
                    .with_attributes([("source", acts[*from].iri), ("target", acts[*to].iri)])
                    .write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(xml.into_inner())
}

#[cfg(test)]
mod tests {
    use super::super::super::frame::{Cell, Value};
    use super::*;

    fn table(rows: &[[&str; 4]]) -> Table {
        let cell = |n: usize, it: &str| {
            let value = if n < 2 { Value::Iri(it.to_owned()) } else { Value::text(it) };
            Some(Cell { value, label: Some(format!("act {it}")) })
        };
        Table {
            columns: ["citing", "cited", "date", "other"].map(str::to_owned).into(),
            rows: rows
                .iter()
                .map(|row| row.iter().enumerate().map(|(n, it)| cell(n, it)).collect())
                .collect(),
        }
    }

    #[test]
    fn each_citation_counts_once_and_the_newest_act_is_first() {
        let table = table(&[
            ["a", "b", "2028-01-01", "2017"],
            ["a", "b", "2028-01-01", "2017"],
            ["c", "b", "2029", "2017"],
        ]);
        let (acts, pairs) = network(&table);
        let names: Vec<_> = acts.iter().map(|it| (it.iri, it.cites, it.cited)).collect();
        assert_eq!(names, [("c", 1, 0), ("a", 1, 0), ("b", 0, 2)]);
        assert_eq!(pairs.into_iter().collect::<Vec<_>>(), [(0, 2), (1, 2)]);
    }

    #[test]
    fn the_network_is_xml_whatever_acts_are_called() {
        let table = table(&[["https://x/<&\"", "b", "", ""]]);
        let xml = String::from_utf8(written(&table).expect("writes")).expect("UTF-8");
        assert!(xml.contains("https://x/&lt;&amp;&quot;") && xml.contains("<edge source="), "{xml}");
    }
}
