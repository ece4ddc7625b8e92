// Holds the document against the schema of AsyncAPI 3.0 (npm `@asyncapi/specs`) and every change that a key may pull against the document (npm `ajv`).
// usage: node validate.mjs URL KEY    prints "valid: N changes of M types"
import Ajv from 'ajv';
import formats from 'ajv-formats';
import specs from '@asyncapi/specs';

const [url, key] = process.argv.slice(2);
const document = await (await fetch(`${url}/asyncapi/v1.json`)).json();

function fail(what, errors) {
  console.log(`invalid: ${what}: ${JSON.stringify(errors?.slice(0, 3))}`);
  process.exit(1);
}

const specification = formats(new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, logger: false }));
const isDocument = specification.compile(specs.schemasWithoutId['3.0.0']);
if (!isDocument(document)) fail('the document', isDocument.errors);

// The document lets fields be added later; here none may come that it does not name.
const close = (schema) => (schema?.type === 'object' && schema.properties
  ? { ...schema, additionalProperties: false, properties: Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, close(inner)])) } : schema);
const ajv = formats(new Ajv({ strict: true }));
const types = new Map(Object.entries(document.components.messages).map(([name, message]) => [message.name, ajv.compile(close(document.components.schemas[name]))]));

const seen = new Set();
let count = 0;
for (let next = null, more = true; more;) {
  const page = await (await fetch(`${url}/v1/changes?${next ? `after=${next}` : 'from=beginning'}`, { headers: { Authorization: `Bearer ${key}` } })).json();
  for (const change of page.results) {
    const isChange = types.get(change.type);
    if (!isChange) fail(change.type, []);
    if (!isChange(change)) fail(JSON.stringify(change), isChange.errors);
    seen.add(change.type);
    count++;
  }
  ({ next, more } = page);
}
console.log(`valid: ${count} changes of ${seen.size} types`);
