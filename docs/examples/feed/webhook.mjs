// Receives the changes of a webhook subscription and prints them.
// npm install standardwebhooks; SECRET_FILE=secret.txt PORT=8080 node webhook.mjs
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { Webhook } from 'standardwebhooks';

// Read each time: after a rotation the file may be replaced at any moment within the time of grace.
const secret = () => readFileSync(process.env.SECRET_FILE, 'utf8').trim();
const taken = new Set(); // in earnest: in the database, in one transaction with what is done

const server = http.createServer((request, response) => {
  // The registry asks once whether this address wants to be told.
  if (request.method === 'OPTIONS') {
    response.writeHead(200, { 'WebHook-Allowed-Origin': request.headers['webhook-request-origin'], 'WebHook-Allowed-Rate': '*' }).end();
    return;
  }

  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    let change;
    try {
      change = new Webhook(secret()).verify(Buffer.concat(chunks).toString('utf8'), request.headers);
    } catch {
      console.log('refused: not signed with our secret');
      response.writeHead(401).end();
      return;
    }

    // At least once: the same id may come again.
    if (!taken.has(change.id)) {
      taken.add(change.id);
      console.log(`${change.type} ${change.subject ?? change.data.ref}`);
    }
    response.writeHead(204).end(); // answer at once; what takes long is done afterwards
  });
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
