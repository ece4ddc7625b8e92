// Follows the change feed by Server-Sent Events and prints what comes.
// npm install eventsource; URL=http://localhost:5080 KEY=cg_… node changes.mjs
import { EventSource } from 'eventsource';

const types = ['customer.enrolled', 'customer.erased', 'consent.given', 'consent.withdrawn', 'stop.ordered', 'stop.lifted', 'entitlement.began', 'entitlement.ended'];
const changes = new EventSource(`${process.env.URL}/v1/changes/stream?from=beginning`, {
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${process.env.KEY}` } }),
});

// A connection that breaks is made again by itself, and goes on behind the last id.
for (const type of types) {
  changes.addEventListener(`jp.consentgrains.${type}.v1`, ({ data }) => {
    const change = JSON.parse(data);
    console.log(`${change.type} ${change.subject ?? change.data.ref}`);
  });
}
changes.addEventListener('end', ({ data }) => {
  console.log(`end ${JSON.parse(data).code}`); // the key or the subscription is over
  changes.close();
});
