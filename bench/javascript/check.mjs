// Asks a running service with two JavaScript clients:  node check.mjs http://127.0.0.1:8000
import { QueryEngine } from '@comunica/query-sparql';
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint';
import assert from 'node:assert/strict';

const endpoint = `${process.argv[2] ?? 'http://127.0.0.1:8000'}/sparql`;
const met = 'SELECT ?a ?b { ?a <https://w3id.org/parley#met> ?b }';

async function rows(stream) {
  const found = [];
  for await (const row of stream) found.push(row);
  return found;
}

const plain = await rows(await new SparqlEndpointFetcher().fetchBindings(endpoint, met));
assert.ok(plain.length > 0, 'fetch-sparql-endpoint found no meeting');
assert.equal(await new SparqlEndpointFetcher().fetchAsk(endpoint, `ASK { ?a ?b ?c }`), true);
const triples = await rows(
  await new SparqlEndpointFetcher().fetchTriples(endpoint, 'CONSTRUCT WHERE { ?a <https://w3id.org/parley#met> ?b }'),
);
assert.equal(triples.length, plain.length);

const engine = new QueryEngine();
const sources = [{ type: 'sparql', value: endpoint }];
const joined = await (await engine.queryBindings(
  `SELECT ?name { ?a <https://w3id.org/parley#met> ?b . ?b <http://www.w3.org/2000/01/rdf-schema#label> ?name }`,
  { sources },
)).toArray();
assert.ok(joined.length >= plain.length, 'comunica joined fewer rows than there are meetings');
assert.equal(await engine.queryBoolean('ASK { ?a ?b ?c }', { sources }), true);
console.log(`fetch-sparql-endpoint: ${plain.length} rows, ${triples.length} triples; comunica: ${joined.length} rows`);
