// Comunica, for clients.py: FOLDER ADDRESS KIND, the query on standard input.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [folder, address, kind] = process.argv.slice(2);
const { QueryEngine } = createRequire(`${folder}/`)("@comunica/query-sparql");
const engine = new QueryEngine();
const query = readFileSync(0, "utf8");
const source = kind === "document" ? address : { type: "sparql", value: address };
const context = { sources: [source] };

const term = (it) => it.value;
if (kind === "rows") {
  const bindings = await (await engine.queryBindings(query, context)).toArray();
  console.log(JSON.stringify(bindings.map((row) => [...row.values()].map(term))));
} else if (kind === "truth") {
  console.log(JSON.stringify(await engine.queryBoolean(query, context)));
} else {
  const result = await engine.query(query, context);
  const { data } = await engine.resultToString(result, "application/n-triples");
  for await (const piece of data) process.stdout.write(piece);
}
