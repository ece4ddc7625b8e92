// Follows the change feed with clients that nobody of this project wrote: npm `eventsource` reads, npm `cloudevents` checks every event.
// usage: node changes.mjs URL KEY COUNT    prints "TYPE SUBJECT" of COUNT changes, and what ended the stream
import { EventSource } from 'eventsource';
import { CloudEvent } from 'cloudevents';

const [url, key, count] = process.argv.slice(2);
const types = ['customer.enrolled', 'consent.given', 'consent.withdrawn', 'customer.erased', 'entitlement.began', 'entitlement.ended', 'party.registered', 'role.granted', 'credential.issued'];
const changes = new EventSource(`${url}/v1/changes/stream?from=beginning`, {
  fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, Authorization: `Bearer ${key}` } }),
});
let told = 0;

function take({ type, data, lastEventId }) {
  const event = new CloudEvent(JSON.parse(data)); // strict: throws where it is none
  if (event.type !== type) throw new Error(`${event.type} came as ${type}`);
  if (!lastEventId) throw new Error('no id');
  console.log(`${event.type} ${event.subject ?? '-'}`);
  if (++told >= Number(count)) changes.close();
}

for (const type of types) changes.addEventListener(`jp.consentgrains.${type}.v1`, take);
changes.addEventListener('end', ({ data }) => {
  console.log(`end ${JSON.parse(data).code}`);
  changes.close();
});
changes.addEventListener('error', (fault) => {
  if (fault.code) console.log(`refused ${fault.code}`);
  if (changes.readyState === EventSource.CLOSED) process.exitCode = 1;
});
