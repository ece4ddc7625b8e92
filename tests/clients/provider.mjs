// A certified OpenID provider (npm oidc-provider) with a form to sign in: whoever types a name is that person, and what stands behind a plus sign is what he is
// ("hanako+privacy-desk"). Prints its issuer and then a line for each authorization it gave, with what was asked.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const server = createServer();
await new Promise(listening => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const scopes = "openid profile";

const provider = new Provider(issuer, {
  clients: [{
    client_id: "consent",
    client_secret: "a secret of the tests",
    token_endpoint_auth_method: "client_secret_post",
    redirect_uris: ["http://127.0.0.1/sign-in/oidc/callback"],
    grant_types: ["authorization_code"],
    response_types: ["code"],
  }],
  claims: { openid: ["sub"], profile: ["preferred_username", "roles"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ["a key of the tests"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: id.split("+")[0], roles: id.split("+").slice(1) }),
  }),
  loadExistingGrant: async ctx => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope(scopes);
    await grant.save();
    return grant;
  },
});

// The registry of a test listens on a port that nobody knows beforehand.
provider.Client.prototype.redirectUriAllowed = uri => /^http:\/\/127\.0\.0\.1:\d+\/sign-in\/oidc\/callback$/.test(uri);

const form = uid => `<!doctype html><html lang="en"><title>Provider</title><main><h1>Provider</h1><form method="post" action="/interaction/${uid}">
<label>Name <input name="login"></label><button>Sign in</button><button name="refuse" value="1">Refuse</button></form></main></html>`;

const read = async request => {
  let body = "";
  for await (const part of request) body += part;
  return new URLSearchParams(body);
};

server.on("request", async (request, response) => {
  const url = new URL(request.url, issuer);
  if (!url.pathname.startsWith("/interaction/")) return provider.callback()(request, response);
  if (request.method === "GET") return response.setHeader("Content-Type", "text/html").end(form(url.pathname.split("/")[2]));
  const sent = await read(request);
  const result = sent.has("refuse") ? { error: "access_denied", error_description: "no" } : { login: { accountId: sent.get("login") } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
});

provider.on("authorization.success", ctx => console.log("auth " + new URLSearchParams(Object.entries(ctx.oidc.params).filter(([, value]) => value !== undefined))));
console.log(issuer);
process.stdin.on("end", () => process.exit(0)).resume();
