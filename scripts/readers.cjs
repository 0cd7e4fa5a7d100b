// What N3.js reads in a file, as N-Quads: `node scripts/readers.cjs FILE`. See scripts/readers.
const { readFileSync } = require("fs");
const { Parser, Writer } = require("n3");

const path = process.argv[2];
const formats = { ttl: "Turtle", nt: "N-Triples", nq: "N-Quads", trig: "TriG" };
const quads = new Parser({ format: formats[path.split(".").pop()] }).parse(readFileSync(path, "utf8"));
const writer = new Writer({ format: "N-Quads" });
writer.addQuads(quads);
writer.end((error, text) => {
  if (error) throw error;
  process.stdout.write(text);
});
